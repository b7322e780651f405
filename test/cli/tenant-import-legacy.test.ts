import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import { openKeyClient } from '../../src/keys/vault-access.ts'
import { exampleTree } from '../support/example-tree.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const guid = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000001`
const vaultKey = `https://kv-old.vault.azure.net/secrets/docusign-three/${'a'.repeat(32)}`
const pemOf = async (label: string) =>
  (await rsaKeyPair(label)).privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
const row = (n: number, id: string, key = '') =>
  `${id},Tenant ${n},${guid(1000 + n)},${guid(2000 + n)},${guid(3000 + n)},${key}`
const header = 'id,name,account,user,integrationKey,key'

/** A folder with PEM files, and emulators for it. */
async function workspace(pems: Record<string, string>) {
  const cwd = exampleTree()
  const emulators = await runEmulate(cwd)
  mkdirSync(join(cwd, 'pems'))
  for (const [name, pem] of Object.entries(pems)) writeFileSync(join(cwd, 'pems', name), pem)
  const vaultUrl = emulators.access.keyVault.url
  const client = await openKeyClient({ vaultUrl, ...(await emulatedAzure(emulators.access)) })
  const tenants = join(cwd, 'config/local/tenants')
  return {
    cwd,
    vaultUrl,
    tenants: () => readdirSync(tenants).sort(),
    read: (id: string) => parse(readFileSync(join(tenants, `${id}.yaml`), 'utf8')),
    legacyKeys: async () => {
      const names: string[] = []
      for await (const { name } of client.listPropertiesOfKeys()) names.push(name)
      return names.filter((name) => name.startsWith('docusign-legacy-')).sort()
    },
    importLegacy: (rows: readonly string[], ...flags: string[]) =>
      runInProcess(['tenant', 'import-legacy', 'local', '--from', '-', ...flags], {
        cwd,
        env: emulators.env,
        stdin: `${rows.join('\n')}\n`,
      }),
  }
}

describe('ikctl tenant import-legacy', () => {
  test('imports PEM files and takes vault ids as they are; run again, it changes nothing', async () => {
    const pem = await pemOf('one')
    const { importLegacy, read, legacyKeys, vaultUrl, cwd } = await workspace({
      'one.pem': pem,
      'second customer.pem': await pemOf('two'),
    })
    const rows = [
      header,
      row(1, 'one'),
      row(2, 'two', 'second customer.pem'),
      row(3, 'three', vaultKey),
    ]
    const dry = await importLegacy(rows, '--keys', 'pems', '--dry-run')
    expect(dry.code).toBe(0)
    expect(dry.stdout).toContain('dry run: nothing was written')
    expect(await legacyKeys()).toEqual([])

    const first = await importLegacy(rows, '--keys', 'pems')
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toContain('added      3  one, two, three')
    expect(first.stdout).not.toContain(pem.split('\n')[1])
    expect(await legacyKeys()).toEqual(['docusign-legacy-one', 'docusign-legacy-two'])
    expect(read('one')).toEqual({
      name: 'Tenant 1',
      status: 'migrating',
      account: guid(1001),
      users: { default: guid(2001) },
      legacy: {
        integrationKey: guid(3001),
        key: expect.stringMatching(
          new RegExp(`^${vaultUrl}/keys/docusign-legacy-one/[0-9a-f]{32}$`),
        ),
      },
    })
    expect(read('three').legacy).toEqual({ integrationKey: guid(3003), key: vaultKey })
    expect((await runInProcess(['validate', 'local'], { cwd })).code).toBe(0)

    const again = await importLegacy(rows, '--keys', 'pems')
    expect(again).toMatchObject({ code: 0, stderr: '' })
    expect(again.stdout).toContain('unchanged  3')
  })

  test('what is wrong with one row or PEM stops everything before the vault is asked', async () => {
    const { importLegacy, tenants, legacyKeys } = await workspace({
      'one.pem': await pemOf('one'),
      'two.pem': 'not a key\n',
    })
    const before = tenants()
    const refused = async (rows: string[], ...flags: string[]) => {
      const result = await importLegacy([header, ...rows], ...flags)
      expect(result.code).toBe(1)
      expect(tenants()).toEqual(before)
      expect(await legacyKeys()).toEqual([])
      return result.stderr
    }
    const keys = ['--keys', 'pems']
    expect(await refused([row(1, 'one'), row(2, 'two')], ...keys)).toMatch(
      /standard input:3 \(two\): .*two\.pem/,
    )
    expect(await refused([row(1, 'one'), row(3, 'three')], ...keys)).toContain(
      'cannot read the PEM file three.pem: there is no such file',
    )
    expect(await refused([row(1, 'one')])).toContain('name their folder with --keys')
    expect(await refused([row(1, 'one', '../one.pem')], ...keys)).toContain(
      'must be the name of a file in the folder of --keys',
    )
    const pasted = (await pemOf('one')).replaceAll('\n', '')
    const said = await refused([row(1, 'one', pasted)], ...keys)
    expect(said).toContain('the text in the cell: must be the name of a file')
    expect(said).not.toContain(pasted.slice(40, 80))
    expect(await refused([row(1, 'acme')], ...keys)).toContain('cannot read the PEM file acme.pem')
    expect(await refused([row(1, 'acme', vaultKey)], ...keys)).toContain(
      'the tenant is live: only a new, an onboarding or a migrating one can be imported',
    )
  })

  test('a name that another key has stops it; the same command continues afterwards', async () => {
    const { importLegacy, tenants, legacyKeys, cwd } = await workspace({
      'one.pem': await pemOf('one'),
      'two.pem': await pemOf('two'),
    })
    const keys = ['--keys', 'pems']
    expect((await importLegacy([header, row(2, 'two')], ...keys)).code).toBe(0)
    writeFileSync(join(cwd, 'pems/two.pem'), await pemOf('one'))
    const rows = [header, row(1, 'one'), row(2, 'two')]
    const stopped = await importLegacy(rows, ...keys)
    expect(stopped.code).toBe(4)
    expect(stopped.stderr).toContain('has another key under the name of two.pem')
    expect(stopped.stderr).toContain('no file was written; 1 of 2 keys are in the vault')
    expect(tenants()).not.toContain('one.yaml')

    writeFileSync(join(cwd, 'pems/two.pem'), await pemOf('two'))
    expect((await importLegacy(rows, ...keys)).code).toBe(0)
    expect(await legacyKeys()).toEqual(['docusign-legacy-one', 'docusign-legacy-two'])
    expect(existsSync(join(cwd, 'config/local/tenants/one.yaml'))).toBe(true)
  })

  test('a migrating tenant becomes live by the cut-over alone', async () => {
    const { importLegacy, cwd, read } = await workspace({})
    expect((await importLegacy([header, row(3, 'three', vaultKey)])).code).toBe(0)
    const status = (to: string) => runInProcess(['tenant', 'status', 'local', 'three', to], { cwd })
    const live = await status('live')
    expect(live).toMatchObject({ code: 1 })
    expect(live.stderr).toContain('nothing proves that its users can log in with the shared key')
    expect((await status('onboarding')).code).toBe(1)
    expect((await status('suspended')).code).toBe(0)
    expect(read('three')).toMatchObject({ status: 'suspended' })
    expect(read('three').legacy).toBeUndefined()
  })
})
