import { expect, onTestFinished, test } from 'vitest'
import { settingsSecretName } from '../../src/config/published-settings.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import { readPublishedAt } from '../../src/rotation/read-published-at.ts'
import { caught } from '../support/caught.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'

const hour = 3_600_000

/** A settings vault in which settings were published, hour by hour. */
async function published(thumbprints: readonly string[]) {
  const clock = { now: Date.UTC(2026, 10, 20, 8) }
  const azure = await startEmulatedAzure({ name: 'settings', now: () => clock.now })
  onTestFinished(() => azure.close().then(() => undefined))
  for (const thumbprint of thumbprints) {
    clock.now += hour
    const value = JSON.stringify({ version: 1, keyPair: { id: 'x', thumbprint } })
    await azure.secretClient().setSecret(settingsSecretName, value)
  }
  const vault = {
    vaultUrl: azure.vault.url,
    credential: azure.credential(),
    clientOptions: { ...azure.azure.vault(), retryOptions: { maxRetries: 0 } },
  }
  return Object.assign((thumbprint: string) => readPublishedAt(thumbprint, vault), {
    faults: azure.vault.faults,
  })
}

const at = (hours: number) => new Date(Date.UTC(2026, 10, 20, 8) + hours * hour)

test('counts from the first version that names the key pair without a break', async () => {
  const read = await published(['old', 'new', 'old', 'new', 'new', 'new'])
  expect(await read('new')).toEqual({ found: true, at: at(4) })
})

test('settings that name another key pair are told apart from none', async () => {
  const read = await published(['old', 'new', 'old'])
  expect(await read('new')).toEqual({ found: false, why: 'other_key_pair', thumbprint: 'old' })
  const empty = await published([])
  expect(await empty('new')).toEqual({ found: false, why: 'no_settings' })
})

test('settings that were always the same count from their first version', async () => {
  const read = await published(['new', 'new'])
  expect(await read('new')).toEqual({ found: true, at: at(1) })
})

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [503, 'unavailable'],
])('a vault that answers %d is not one without settings', async (status, reason) => {
  const read = await published(['old', 'new'])
  read.faults.replace([{ operation: 'get-secret', status }])
  const error = await caught(() => read('new'))
  expect(error).toBeInstanceOf(SignerError)
  expect(error).toMatchObject({ reason })
  // Nor may an older version be left out.
  read.faults.replace([{ operation: 'list-secret-versions', status }])
  expect(await caught(() => read('new'))).toMatchObject({ reason })
})
