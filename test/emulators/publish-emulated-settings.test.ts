import { expect, onTestFinished, test } from 'vitest'
import type { KeyPair } from '../../src/config/environment.ts'
import { settingsSecretName } from '../../src/config/published-settings.ts'
import { publishEmulatedSettings } from '../../src/emulators/publish-emulated-settings.ts'
import { evidenceKeyName } from '../../src/key-pair/vault-names.ts'
import { benchEnvironment } from '../../tools/bench/bench-environment.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'

test('run again, it keeps the evidence key, and publishes what is different only', async () => {
  const azure = await startEmulatedAzure()
  onTestFinished(() => azure.close().then(() => undefined))
  const publish = (id: string) => {
    const keyPair: KeyPair = {
      ...{ state: 'active', origin: 'vault', custody: 'key', since: {} },
      ...{ key: `${azure.vault.url}/keys/${id}/1`, thumbprint: id },
    }
    return publishEmulatedSettings(
      { ...benchEnvironment(1), keyPairs: new Map([[id, keyPair]]) },
      {
        vaultUrl: azure.vault.url,
        credential: azure.credential(),
        clientOptions: azure.azure.vault(),
      },
      'localhost:1',
    )
  }
  expect(await publish('first')).toBe(true)
  const { id } = await azure.keyClient().getKey(evidenceKeyName)
  expect(await publish('first')).toBe(false)
  expect(await publish('second')).toBe(true)
  expect((await azure.keyClient().getKey(evidenceKeyName)).id).toBe(id)
  const versions: (string | undefined)[] = []
  const secrets = azure.secretClient()
  for await (const { version } of secrets.listPropertiesOfSecretVersions(settingsSecretName)) {
    versions.push(version)
  }
  expect(versions).toHaveLength(2)
})
