import { oauthPlatform } from '../../src/docusign/platform.ts'
import { createEmulatedKeyPairs } from '../../src/emulators/create-emulated-key-pairs.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { publishEmulatedSettings } from '../../src/emulators/publish-emulated-settings.ts'
import { checkedOutCommit } from '../../src/plan/checkout.ts'
import { emulatedAzure } from '../environment/azure-access.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import type { Io } from '../io.ts'
import type { Deployment } from './deployment.ts'

/** Makes keys and publishes settings with the code of `ikctl emulate`: the way without an engine. */
export async function createEmulatedDeployment(
  name: string,
  folder: string,
  access: EmulatorAccess,
  io: Io,
): Promise<Deployment> {
  const azure = await emulatedAzure(access)
  const { keyVault, docusign } = access
  let commit: string | undefined
  return {
    description: 'the code of `ikctl emulate`',
    tellsCommit: false,
    get commit() {
      return commit
    },
    env: {},
    async up() {
      const environment = loadEnvironment(name, folder, io)
      const made = await createEmulatedKeyPairs(environment, {
        vaultUrl: keyVault.url,
        ...azure,
        upload: () => {
          throw new Error('a key pair that Docusign knows names its key')
        },
      })
      const isPublished = await publishEmulatedSettings(
        environment,
        { vaultUrl: keyVault.settingsUrl, ...azure },
        oauthPlatform('emulator', docusign.url).audience,
      )
      commit = checkedOutCommit(folder)
      return [
        ...[...made.keyPairs.keys()]
          .filter((id) => environment.keyPairs.get(id)?.key !== made.keyPairs.get(id)?.key)
          .map((id) => `created key-${id}`),
        ...(isPublished ? ['published settings'] : []),
      ]
    },
    stop: () => {},
  }
}
