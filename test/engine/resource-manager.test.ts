import { getClientConfig } from '@pulumi/azure-native/authorization/getClientConfig.js'
import { Key } from '@pulumi/azure-native/keyvault/key.js'
import { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js'
import { expect, test } from 'vitest'
import { createEmulatedStack } from './support/emulated-stack.ts'
import { describeEngine } from './support/pulumi-command.ts'

const vaultName = 'kv-contoso-test'

async function vaultWithKey() {
  const { tenantId } = await getClientConfig()
  const group = new ResourceGroup('group', { resourceGroupName: 'rg-test', location: 'westeurope' })
  const vault = new Vault('vault', {
    resourceGroupName: group.name,
    vaultName,
    properties: {
      tenantId,
      sku: { family: 'A', name: 'standard' },
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
    },
  })
  const key = new Key('key', {
    resourceGroupName: group.name,
    vaultName: vault.name,
    keyName: 'docusign-2026-05',
    properties: { kty: 'RSA', keySize: 2048, keyOps: ['sign'] },
  })
  return { vaultUri: vault.properties.vaultUri, keyUri: key.keyUriWithVersion }
}

describeEngine('a vault with a key', () => {
  test('is previewed, made, and made again without a change', async () => {
    const { stack } = await createEmulatedStack(vaultWithKey)
    const preview = await stack.preview()
    expect(preview.changeSummary).toEqual({ create: 4 })
    const up = await stack.up()
    expect(up.outputs.vaultUri?.value).toBe(`https://${vaultName}.vault.azure.net/`)
    expect(up.outputs.keyUri?.value).toMatch(
      `https://${vaultName}.vault.azure.net/keys/docusign-2026-05/`,
    )
    expect((await stack.up({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 4 })
    await stack.destroy()
  })
})
