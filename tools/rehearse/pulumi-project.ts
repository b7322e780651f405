import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { type ProcessResult, processResult } from './process-result.ts'
import {
  providerFolder,
  pulumiEnvironment,
  pulumiExecutable,
  pulumiRoot,
} from './pulumi-command.ts'

/** A Pulumi project with a state and a stand-in for Azure of its own. */
export interface PulumiProject {
  /** Environment variables of the next commands. */
  readonly env: Record<string, string>
  /** `pulumi ...` */
  run(args: readonly string[]): Promise<ProcessResult>
  /** Ends what still runs. */
  stop(): void
}

/**
 * Makes a folder a Pulumi project whose Azure is the stand-in.
 *
 * @param folder of the project; its files are the caller's.
 * @param stateFolder for Pulumi's home, its state and the Azure.
 * @param settings what is in Pulumi.yaml, besides the stand-in.
 * @param command that starts Pulumi; absent: its command line itself.
 */
export function createPulumiProject(
  folder: string,
  stateFolder: string,
  settings: object,
  [program, ...first]: readonly [string, ...string[]] = [pulumiExecutable],
): PulumiProject {
  const running = new Set<ChildProcess>()
  const env = pulumiEnvironment(stateFolder)
  mkdirSync(join(stateFolder, 'home'), { recursive: true })
  // `npx pulumi` looks for the command line in its home, which is to be this project's own.
  symlinkSync(dirname(pulumiRoot), join(stateFolder, 'home/versions'))
  const plugins = { providers: [{ name: 'azure-native', path: providerFolder }] }
  writeFileSync(join(folder, 'Pulumi.yaml'), stringify({ ...settings, plugins }))

  return {
    env,
    async run(args) {
      const child = spawn(program, [...first, ...args, '--non-interactive'], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      running.add(child)
      const result = await processResult(child)
      running.delete(child)
      return result
    },
    stop() {
      for (const child of running) child.kill()
    },
  }
}
