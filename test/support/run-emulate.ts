import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { ikctl } from './run-ikctl.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A running `ikctl emulate`. */
export interface RunningEmulators {
  access: EmulatorAccess
  /** What other commands need in their environment to use it. */
  env: { IKCTL_EMULATORS: string }
}

/** Runs `ikctl emulate ENVIRONMENT` in a folder until the test is over. */
export async function runEmulate(cwd: string, environment = 'local'): Promise<RunningEmulators> {
  const file = join(temporaryFolder(), 'emulators.json')
  const child = spawn(
    process.execPath,
    [ikctl, 'emulate', environment, '--format', 'json', '--format', `json=${file}`],
    { cwd, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const closed = new Promise((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await closed
  })
  for await (const line of createInterface(child.stdout)) {
    return { access: JSON.parse(line) as EmulatorAccess, env: { IKCTL_EMULATORS: file } }
  }
  throw new Error('ikctl emulate ended without being ready')
}
