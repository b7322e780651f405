import { RunError } from '@pulumi/pulumi'
import { expect, test } from 'vitest'
import { createEvidenceKey, createSigningKeys } from '../../infra/keys.ts'
import { createEnvironmentVault } from '../../infra/vaults.ts'
import type { KeyPair } from '../../src/config/environment.ts'
import { caught } from '../support/caught.ts'
import { deploymentWith, vaultKeyPair } from './support/deployment.ts'
import { runProgram } from './support/run-program.ts'

const signKeys = (keyPairs: Record<string, KeyPair>) =>
  runProgram(() => {
    const deployment = deploymentWith(keyPairs)
    return createSigningKeys(createEnvironmentVault('signing', deployment), [], deployment)
  })

test('a key can sign, and nothing else: it neither expires nor rotates on its own nor leaves', async () => {
  const run = await signKeys({ '2026-11': vaultKeyPair('pending') })
  const { inputs } = run.resource('key-2026-11')
  expect(inputs).toEqual({
    resourceGroupName: 'rg-test',
    vaultName: 'kv-test-sign',
    keyName: 'docusign-2026-11',
    tags: { product: 'contoso-sign', 'key-pair': '2026-11' },
    properties: {
      kty: 'RSA',
      keySize: 2048,
      keyOps: ['sign'],
      attributes: { enabled: true, exportable: false },
    },
  })
})

test.each([
  ['pending', false],
  ['staged', true],
  ['active', true],
  ['retiring', true],
  ['compromised', true],
  ['retired', false],
] as const)(
  'a %s key is protected: %s, never deleted, and never changed back',
  async (state, isProtected) => {
    const run = await signKeys({ '2026-11': vaultKeyPair(state) })
    const { protect, retainOnDelete, ignoreChanges } = run.resource('key-2026-11')
    expect(protect).toBe(isProtected)
    expect(retainOnDelete).toBe(true)
    expect(ignoreChanges).toEqual(['properties', 'tags'])
  },
)

test('the name of an adopted key is taken from its id', async () => {
  const key = `https://kv-test-sign.vault.azure.net/keys/old-name/${'0'.repeat(32)}`
  const run = await signKeys({ adopted: vaultKeyPair('active', { key }) })
  expect(run.resource('key-adopted').inputs.keyName).toBe('old-name')
})

test('key pairs that Docusign made are imported by people, not created', async () => {
  const run = await signKeys({
    mine: vaultKeyPair('active'),
    theirs: vaultKeyPair('staged', { origin: 'docusign' }),
  })
  expect([...run.result.keys()]).toEqual(['mine'])
  expect(run.ofType('azure-native:keyvault:Key').map(({ name }) => name)).toEqual(['key-mine'])
})

test.each([
  `https://kv-other.vault.azure.net/keys/docusign-a/${'0'.repeat(32)}`,
  `https://kv-test-sign.vault.azure.net/secrets/docusign-a/${'0'.repeat(32)}`,
])('a key that the signing vault cannot make is refused: %s', async (key) => {
  const error = await caught(() => signKeys({ a: vaultKeyPair('active', { key }) }))
  expect(error).toBeInstanceOf(RunError)
  expect(String(error)).toContain(key)
})

test('the evidence key signs ES256, so evidence can never pass for an assertion', async () => {
  const run = await runProgram(() => {
    const deployment = deploymentWith()
    return createEvidenceKey(createEnvironmentVault('settings', deployment), [], deployment)
  })
  const { inputs, protect, retainOnDelete, ignoreChanges } = run.resource('evidence-key')
  expect(inputs).toMatchObject({ vaultName: 'kv-test-cfg', keyName: 'evidence' })
  expect(inputs.properties).toEqual({
    kty: 'EC',
    curveName: 'P-256',
    keyOps: ['sign'],
    attributes: { enabled: true, exportable: false },
  })
  expect({ protect, retainOnDelete, ignoreChanges }).toEqual({
    protect: true,
    retainOnDelete: true,
    ignoreChanges: ['properties', 'tags'],
  })
})
