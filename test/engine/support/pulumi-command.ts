import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'

const version = '3.259.0'

/** Where `npx pulumi` and the Automation API look for Pulumi's command line. */
export const pulumiRoot = join(
  process.env.PULUMI_HOME || join(homedir(), '.pulumi'),
  'versions',
  version,
)

export const pulumiExecutable = join(pulumiRoot, 'bin', 'pulumi')
const isThere = existsSync(pulumiExecutable)

/**
 * Groups tests that need the real Pulumi engine; without its command line they are skipped, and say so.
 * Each operation of the engine takes one to two seconds, more on a busy machine.
 */
export function describeEngine(name: string, tests: () => void): void {
  if (!isThere) {
    process.stderr.write(
      `skipped: ${name}: no ${pulumiExecutable} ("npx pulumi version" gets it)\n`,
    )
  }
  describe.skipIf(!isThere)(name, { timeout: 180_000 }, tests)
}

/** What Pulumi needs in its environment to run by itself, with its state in a folder. */
export function pulumiEnvironment(folder: string): Record<string, string> {
  return {
    PATH: `${join(pulumiRoot, 'bin')}:${process.env.PATH}`,
    PULUMI_HOME: join(folder, 'home'),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: 'not a secret: the state is thrown away',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    IKCTL_AZURE_STATE: join(folder, 'azure.json'),
    IKCTL_AZURE_VAULTS: '',
    ARM_CLIENT_ID: '',
    ARM_SUBSCRIPTION_ID: '',
    NO_COLOR: '1',
  }
}
