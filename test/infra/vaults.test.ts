import { RunError } from '@pulumi/pulumi'
import { expect, test } from 'vitest'
import { lossesOf } from '../../infra/only-without-loss.ts'
import { createEnvironmentVault, vaultNameOf } from '../../infra/vaults.ts'
import { caught } from '../support/caught.ts'
import { deploymentWith } from './support/deployment.ts'
import { runProgram } from './support/run-program.ts'

test.each(['kv1', 'Kv-Contoso-1', 'a23456789012345678901234'])('"%s" names a vault', (name) => {
  const url = `https://${name}.vault.azure.net`
  expect(vaultNameOf(url)).toBe(new URL(`https://${name}`).host)
})

test.each(['kv', '1kv', 'kv-', 'kv--1', 'kv_1', 'a234567890123456789012345'])(
  '"%s" cannot name a vault',
  async (name) => {
    const error = await caught(() => vaultNameOf(`https://${name}.vault.azure.net`))
    expect(error).toBeInstanceOf(RunError)
    expect(String(error)).toContain(`"${name}"`)
  },
)

test('what names a vault by its resource id is known before the vault is made', async () => {
  const run = await runProgram(() => createEnvironmentVault('signing', deploymentWith()), {
    preview: true,
  })
  expect(run.result.id).toBe(
    '/subscriptions/5c9d7f4e-8a31-4b6d-9e20-1f3a7c5b8d42/resourceGroups/rg-test/providers/Microsoft.KeyVault/vaults/kv-test-sign',
  )
})

const wanted = { softDeleteRetentionInDays: 90, enableRbacAuthorization: true }

test.each<[string, Parameters<typeof lossesOf>[0], string[]]>([
  ['as it is wanted', wanted, []],
  ['whose retention is not known', { enableRbacAuthorization: true }, []],
  ['with a shorter retention', { ...wanted, softDeleteRetentionInDays: 7 }, ['InDays to 7']],
  ['of the old model', { softDeleteRetentionInDays: 90 }, ['--name kv-test --enable-rbac']],
  [
    'of neither',
    { softDeleteRetentionInDays: 89, enableRbacAuthorization: false },
    ['InDays to 89', 'access policies'],
  ],
])('a vault %s is taken in only when nothing is lost', (_, is, expected) => {
  const problems = lossesOf(is, wanted, 'kv-test')
  expect(problems).toHaveLength(expected.length)
  expected.forEach((text, index) => {
    expect(problems[index]).toContain(text)
  })
})
