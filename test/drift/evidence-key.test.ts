import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Drift } from '../../src/drift/drift.ts'
import type { Files } from '../plan/git-repository.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'
import { edit } from '../support/example-tree.ts'
import { paths, startProvingEnvironment } from '../support/proving-environment.ts'

let world: Awaited<ReturnType<typeof startProvingEnvironment>>
beforeAll(async () => {
  world = await startProvingEnvironment()
})
afterAll(() => world.close())

/** What `ikctl drift` says of the evidence key. */
async function drift(files: Files = {}, change: (folder: string) => void = () => {}) {
  const { run, folder } = world.repository({ a: ['active', 90, 80, 70] }, files)
  change(folder)
  const { code, stdout, stderr } = await run(['drift', 'local', '--format', 'json'])
  expect(stderr).toBe('')
  const { drifts } = JSON.parse(stdout) as { drifts: Drift[] }
  return { code, found: drifts.filter(({ area }) => area === 'evidence key') }
}
const file = paths.evidence('evidence.pem')

test('the committed half of the evidence key is compared with the vault', async () => {
  expect((await drift()).found).toEqual([])
  // Written in another way, it is the same key.
  const crlf = world.evidenceSigner.publicKey.replaceAll('\n', '\r\n')
  expect((await drift({ [file]: crlf })).found).toEqual([])
})

test('a committed half of another key differs', async () => {
  const { code, found } = await drift({ [file]: evidenceSigner().publicKey })
  expect(found).toEqual([
    expect.objectContaining({
      kind: 'differs',
      subject: file,
      message: expect.stringContaining('is not the public half of the evidence key'),
      help: expect.stringContaining('ikctl key evidence local --replace'),
    }),
  ])
  expect(code).toBe(1)
})

test('a committed half that is no key differs', async () => {
  expect((await drift({ [file]: 'no key\n' })).found).toMatchObject([{ kind: 'differs' }])
})

test('no committed half differs where proofs are wanted, and nowhere else', async () => {
  const remove = (folder: string) => rmSync(join(folder, file))
  const wantNone = (folder: string) =>
    edit(join(folder, paths.integration), /evidence:\n(?: {4}.*\n)+/, 'evidence: none\n')
  expect((await drift({}, remove)).found).toMatchObject([
    { kind: 'differs', message: expect.stringContaining('is missing') },
  ])
  const neither = (folder: string) => {
    remove(folder)
    wantNone(folder)
  }
  expect((await drift({}, neither)).found).toEqual([])
  // What is committed is compared all the same: the next policy may count on it.
  const other = { [file]: evidenceSigner().publicKey }
  expect((await drift(other, wantNone)).found).toMatchObject([{ kind: 'differs' }])
})

test('an evidence key that may not be read is unseen', async () => {
  const https = createHttpsFetch(readFileSync(world.access.certificateAuthority, 'utf8'))
  await https.send('PUT', `${world.access.keyVault.settingsUrl}/emulator/roles`, {})
  await https.close()
  expect((await drift({ [file]: evidenceSigner().publicKey })).found).toMatchObject([
    { kind: 'unseen', subject: file, help: expect.stringContaining('keys of the settings vault') },
  ])
})
