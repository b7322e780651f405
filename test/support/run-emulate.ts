import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { runInProcess } from './run-in-process.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A running `ikctl emulate`. */
export interface RunningEmulators {
  access: EmulatorAccess
  /** What other commands need in their environment to use it. */
  env: { IKCTL_EMULATORS: string }
  /** Ends them as Ctrl-C does. */
  stop(): Promise<void>
}

/** Runs `ikctl emulate ENVIRONMENT` for a folder, in this process, until the test is over. */
export async function runEmulate(
  cwd: string,
  environment = 'local',
  ...more: string[]
): Promise<RunningEmulators> {
  const file = join(temporaryFolder(), 'emulators.json')
  const controller = new AbortController()
  const formats = ['--format', 'json', '--format', `json=${file}`]
  let stop = async () => {}
  const access = await new Promise<EmulatorAccess>((resolve, reject) => {
    const ended = runInProcess(['emulate', environment, ...formats, ...more], {
      cwd,
      signal: controller.signal,
      onStdout: (text) => resolve(JSON.parse(text) as EmulatorAccess),
    })
    const report = ({ stderr }: { stderr: string }) =>
      reject(new Error(`ikctl emulate ended without being ready: ${stderr}`))
    ended.then(report, reject)
    stop = async () => {
      controller.abort()
      const { code, stderr } = await ended
      if (code !== 0) throw new Error(`ikctl emulate ended with ${code}: ${stderr}`)
    }
  })
  onTestFinished(() => stop())
  return { access, env: { IKCTL_EMULATORS: file }, stop }
}
