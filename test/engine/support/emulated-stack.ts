import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  LocalWorkspace,
  PulumiCommand,
  type PulumiFn,
  type Stack,
} from '@pulumi/pulumi/automation/index.js'
import { allResourceProviders } from '../../../infra/bootstrap/resource-providers.ts'
import { type Azure, editAzure } from '../../../src/emulators/resource-manager/azure.ts'
import {
  providerFolder,
  pulumiEnvironment,
  pulumiRoot,
} from '../../../tools/rehearse/pulumi-command.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A stack of the real engine, on an Azure of its own. */
export interface EmulatedStack {
  stack: Stack
  /** Sets the program that the next operation runs. */
  program(program: PulumiFn): void
  /** Looks at the Azure, and changes it behind Pulumi's back. */
  azure<T>(change: (azure: Azure) => T): T
  /** Sets environment variables of the next operations, `ARM_CLIENT_ID` for example. */
  env(variables: Record<string, string>): void
  /** Pulumi's state, as it is stored. */
  storedState(): string
}

/** Makes a stack, its state and its Azure in a folder that is deleted after the test. */
export async function createEmulatedStack(program: PulumiFn): Promise<EmulatedStack> {
  const folder = temporaryFolder()
  const env = pulumiEnvironment(folder)
  mkdirSync(join(folder, 'work'))
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: 'test', projectName: 'emulated', program },
    {
      workDir: join(folder, 'work'),
      pulumiHome: join(folder, 'home'),
      pulumiCommand: await PulumiCommand.get({ root: pulumiRoot, skipVersionCheck: true }),
      secretsProvider: 'passphrase',
      envVars: env,
      projectSettings: {
        name: 'emulated',
        runtime: 'nodejs',
        backend: { url: `file://${folder}` },
        // Not in the type, but in what is written to Pulumi.yaml.
        ...{ plugins: { providers: [{ name: 'azure-native', path: providerFolder }] } },
      },
    },
  )
  const edit = <T>(change: (azure: Azure) => T) => editAzure(env.IKCTL_AZURE_STATE ?? '', change)
  edit((azure) => {
    azure.registered = [...allResourceProviders]
  })
  return {
    stack,
    program(next) {
      stack.workspace.program = next
    },
    azure: edit,
    env(variables) {
      stack.workspace.envVars = { ...stack.workspace.envVars, ...variables }
    },
    storedState: () => readFileSync(join(folder, '.pulumi/stacks/emulated/test.json'), 'utf8'),
  }
}
