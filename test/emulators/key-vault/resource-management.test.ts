import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttpsFetch, type HttpsFetch } from '../../support/create-https-fetch.ts'
import { startEmulatedAzure } from '../../support/start-emulated-azure.ts'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
let https: HttpsFetch
beforeAll(async () => {
  azure = await startEmulatedAzure()
  https = createHttpsFetch(azure.authority.certificate)
})
afterAll(async () => {
  await https.close()
  await azure.close()
})

test('POST /emulator/secrets sets a secret and does not show its value', async () => {
  const secret = { name: 'settings', value: 'canary-value', contentType: 'application/json' }
  const answer = await https.send('POST', `${azure.vault.url}/emulator/secrets`, secret)
  expect(answer).toMatchObject({
    status: 200,
    body: { id: expect.stringContaining('/secrets/settings/') },
  })
  expect(answer.text).not.toContain('canary-value')
  expect(await azure.secretClient().getSecret('settings')).toMatchObject({
    value: 'canary-value',
    properties: { contentType: 'application/json' },
  })
})

test.each(['keys', 'secrets'] as const)('DELETE /emulator/%s/NAME deletes softly', async (type) => {
  const { vault } = azure
  if (type === 'keys') await vault.keys.create('gone')
  else vault.secrets.set('gone', { value: 'x' })
  const remove = () => https.send('DELETE', `${vault.url}/emulator/${type}/gone`)
  expect((await remove()).status).toBe(200)
  expect(vault[type].status('gone')).toBe('deleted')
  expect((await remove()).status).toBe(200)
})
