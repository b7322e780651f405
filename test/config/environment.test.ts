import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { activeKeyPair, toEnvironment } from '../../src/config/environment.ts'
import { loadWorkspace } from '../../src/config/load-workspace.ts'

const full = (schema: string) =>
  readFileSync(join(import.meta.dirname, `../schemas/${schema}/full.yaml`), 'utf8')

function draftOf(files: Record<string, string>) {
  const tree: ConfigTree = {
    files: () => Object.keys(files).sort(),
    read: (path) => Buffer.from(files[path] ?? ''),
  }
  const [draft] = loadWorkspace(tree).workspace.environments
  if (draft === undefined) throw new Error('no environment')
  return draft
}

const upperCaseIds = (text: string) =>
  text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => id.toUpperCase())

const files = {
  'config/demo/integration.yaml': upperCaseIds(full('integration')),
  'config/demo/key-pairs.yaml': upperCaseIds(full('key-pairs')),
  'config/demo/public-keys/2026-05.pem': 'PEM',
  'config/demo/tenants/b.yaml': full('tenant'),
  'config/demo/tenants/a.yaml': upperCaseIds(full('tenant')),
}

test('an environment has everything, with GUIDs in canonical form', () => {
  const environment = toEnvironment(draftOf(files))
  expect(environment).toMatchObject({
    name: 'demo',
    path: 'config/demo',
    integration: {
      integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
      managementAccount: {
        id: '0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77',
        canaryUser: '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48',
        name: 'Contoso Integrations',
      },
      redirectUris: { consent: 'https://app.contoso.example/docusign/consented' },
    },
  })
  expect(environment.keyPairs.get('2026-05')).toMatchObject({
    state: 'compromised',
    docusignKeyPairId: '3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d',
  })
  expect(environment.publicKeys.get('2026-05')).toBe('PEM')
  expect(environment.tenants.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(environment.tenants[0]).toEqual({ ...environment.tenants[1], id: 'a' })
  expect(environment.tenants[0]).toMatchObject({
    account: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
    users: { default: '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c' },
  })
})

test('an environment without one of its files is a mistake of the caller', () => {
  const { 'config/demo/key-pairs.yaml': _, ...rest } = files
  expect(() => toEnvironment(draftOf(rest))).toThrow(TypeError)
})

test('activeKeyPair is the one that signs', () => {
  const states = (...pairs: string[]) => {
    const keyPairs = pairs.map((pair) => {
      const [id, state] = pair.split(' ')
      return `  ${id}: {state: ${state}, origin: vault, custody: key, since: {pending: 2026-05-02T09:00:00Z}}\n`
    })
    const text = `keyPairs:\n${keyPairs.join('')}`
    return activeKeyPair(toEnvironment(draftOf({ ...files, 'config/demo/key-pairs.yaml': text })))
  }
  expect(states('a retiring', 'b active', 'c staged')).toMatchObject({
    id: 'b',
    keyPair: { state: 'active' },
  })
  expect(states('a retired', 'c staged')).toBeUndefined()
})
