import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const version = '3.259.0'

/** Where `npx pulumi` and the Automation API look for Pulumi's command line. */
export const pulumiRoot = join(
  process.env.PULUMI_HOME || join(homedir(), '.pulumi'),
  'versions',
  version,
)

/** Pulumi's command line itself. */
export const pulumiExecutable = join(pulumiRoot, 'bin', 'pulumi')

/** The folder with the executable that stands in for the azure-native plugin. */
export const providerFolder = fileURLToPath(new URL('../../dist/azure-native', import.meta.url))

/** Whether the real engine is on this machine: installing the package `pulumi` does not bring it. */
export function hasPulumi(): boolean {
  return existsSync(pulumiExecutable)
}

/** What Pulumi needs in its environment to run on its own, with its state in a folder. */
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
