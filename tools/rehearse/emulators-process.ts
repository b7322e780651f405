// The emulators of a rehearsal, in a process of their own: commands that keep the rehearsal's process
// busy do not hold up a login. Started with a folder and an environment's name, it sends how it is reached.
import { diskTree } from '../../src/config/config-tree.ts'
import { startEmulators } from '../../src/emulators/start-emulators.ts'
import { validateEnvironment } from '../../src/rules/validate.ts'

const [directory = '', name = ''] = process.argv.slice(2)
const { environment } = validateEnvironment(diskTree(directory), name, new Date())
if (environment === undefined) throw new TypeError(`config/${name} has errors`)
const emulators = await startEmulators(environment)
// Ctrl-C is for the rehearsal, which then lets this process end.
process.on('SIGINT', () => {})
process.once('disconnect', () => {
  void emulators.close().finally(() => process.exit())
})
process.send?.(emulators.access)
