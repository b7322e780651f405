import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import {
  changeResource,
  createResource,
} from '../../src/emulators/resource-manager/resource-manager.ts'
import { prepareSurroundings } from '../../tools/rehearse/surroundings.ts'
import { useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

describeEngine('a vault and a key that exist already', () => {
  const project = useCheckout()
  const { pulumi, json, azure } = project
  const vaultName = 'kv-contoso-sign-prod'
  const keyName = 'docusign-2026-09'
  let ids: string[] = []

  test('are in the way of up until they are imported: nothing is overwritten', async () => {
    azure((state) => {
      prepareSurroundings(state)
      const resourceGroupName = 'rg-contoso-sign-production'
      const session = { caller: undefined, now: Date.now() }
      const { id: vault } = createResource(
        state,
        {
          type: 'azure-native:keyvault:Vault',
          inputs: {
            ...{ resourceGroupName, vaultName, location: 'westeurope' },
            properties: {
              tenantId: state.tenantId,
              sku: { family: 'A', name: 'standard' },
              enablePurgeProtection: true,
              softDeleteRetentionInDays: 60,
            },
          },
        },
        session,
      )
      const { id: key } = createResource(
        state,
        {
          type: 'azure-native:keyvault:Key',
          inputs: {
            ...{ resourceGroupName, vaultName, keyName },
            properties: { kty: 'RSA', keySize: 4096 },
          },
        },
        session,
      )
      ids = [vault, key]
    })
    await pulumi('stack', 'init', 'production')
    const resources = [
      { type: 'ikctl:infra:Environment', name: 'contoso-sign-production', component: true },
      {
        ...{ type: 'azure-native:keyvault:Vault', name: 'signing-vault', id: ids[0] },
        parent: 'contoso-sign-production',
      },
      {
        ...{ type: 'azure-native:keyvault:Key', name: 'key-2026-09', id: ids[1] },
        parent: 'contoso-sign-production',
      },
    ]
    writeFileSync(join(project.folder, 'adopt.json'), JSON.stringify({ resources }))
    const { code, output } = await pulumi(
      ...['import', '--file', 'adopt.json', '--generate-code=false', '--yes', '--skip-preview'],
    )
    expect(code, output).toBe(0)
  })

  test('are refused in the preview as long as people would be shut out, or Azure would refuse', async () => {
    const before = azure(({ resources }) => Object.keys(resources))
    const { code, output } = await pulumi('up', '--yes')
    expect(code).not.toBe(0)
    expect(output).toContain('set softDeleteRetentionInDays to 60')
    expect(output).toContain(`az keyvault update --name ${vaultName}`)
    expect(output).not.toContain('Updating')
    expect(azure(({ resources }) => Object.keys(resources))).toEqual(before)

    await pulumi('config', 'set', 'softDeleteRetentionInDays', '60')
    azure((state) => {
      changeResource(state, vaultName, { properties: { enableRbacAuthorization: true } })
    })
    const refreshed = await pulumi('refresh', '--yes', '--skip-preview')
    expect(refreshed.code, refreshed.output).toBe(0)
  })

  test('are then taken over: the vault is closed, the key stays as it is', async () => {
    const { steps } = await json<{ steps: { op: string; urn: string }[] }>('preview', '--json')
    const ops = new Map(steps.map(({ op, urn }) => [urn.slice(urn.lastIndexOf('::') + 2), op]))
    expect(ops.get('signing-vault')).toBe('update')
    // What stays is not listed.
    expect(ops.has('key-2026-09')).toBe(false)
    expect(ops.get('settings-vault')).toBe('create')
    const { code, output } = await pulumi('up', '--yes', '--skip-preview')
    expect(code, output).toBe(0)
    const key = azure(({ resources }) => resources[ids[1]?.toLowerCase() ?? ''])
    expect(key?.added).toMatchObject({ keySize: 4096 })
  })
})
