import { join } from 'node:path'
import type { TenantFile } from '../../src/config/generated/tenant.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { editTenantText, withStatus } from '../../src/tenants/tenant-file.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { refused } from '../output/refused.ts'
import { checkChange } from '../validation/check-change.ts'

/** Sets the status in the file of a tenant. */
export function tenantStatusCommand(
  environmentName: string,
  change: { id: string; status: TenantFile['status'] },
  options: TenantStatusOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, dryRun = false } = options
  return editEnvironment(environmentName, { directory, dryRun }, io, () =>
    setStatus(environmentName, change, options, io),
  )
}

// --- internal ---

interface TenantStatusOptions {
  directory: string
  dryRun?: boolean
}

async function setStatus(
  environmentName: string,
  { id, status }: { id: string; status: TenantFile['status'] },
  { directory, dryRun }: TenantStatusOptions,
  io: Io,
): Promise<ExitCode> {
  const { tenantFiles } = loadValidated(environmentName, directory, io, { tenants: [id] })
  const [tenant] = tenantFiles
  if (tenant === undefined) throw new TypeError('what was loaded is about one tenant')
  const { source, value } = tenant
  if (value.status === status) {
    io.stdout.write(`already done: ${id} is ${status}\n`)
    return exitCodes.good
  }
  if (value.status === 'migrating' && (status === 'live' || status === 'onboarding')) {
    return refused(
      `${id} is migrating: nothing proves that its users can log in with the shared key`,
      `\`ikctl smoke ${environmentName} --cutover\`, then \`ikctl tenant cutover ${environmentName}\``,
      io,
    )
  }
  const text = editTenantText(source.path, source.text, withStatus(value, status))
  const { mayBeWritten } = checkChange(
    environmentName,
    new Map([[source.path, text]]),
    directory,
    io,
    ({ file }) => file === source.path,
  )
  if (!mayBeWritten) return exitCodes.problems
  if (dryRun) printDiff(source.path, source.text, text, io)
  else {
    const path = join(directory, source.path)
    await replaceFiles(new Map([[path, text]]), new Map([[path, source.text]]))
  }
  io.stdout.write(`${id}: ${value.status} -> ${status}\n`)
  if (dryRun) io.stdout.write('dry run: nothing was written\n')
  return exitCodes.good
}
