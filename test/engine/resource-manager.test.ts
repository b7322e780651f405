import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getClientConfig } from '@pulumi/azure-native/authorization/getClientConfig.js'
import { Key } from '@pulumi/azure-native/keyvault/key.js'
import { Secret } from '@pulumi/azure-native/keyvault/secret.js'
import { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js'
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js'
import { CustomResource, type CustomResourceOptions, secret } from '@pulumi/pulumi'
import type { OpType, Stack } from '@pulumi/pulumi/automation/index.js'
import { expect, onTestFinished, test } from 'vitest'
import {
  changeResource,
  createResource,
} from '../../src/emulators/resource-manager/resource-manager.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeEngine } from './support/describe-engine.ts'
import { createEmulatedStack } from './support/emulated-stack.ts'

const vaultName = 'kv-contoso-test'
const vaultType = 'azure-native:keyvault:Vault'
const owner = { caller: undefined, now: Date.now() }

interface Wanted {
  tags?: Record<string, string>
  createMode?: 'recover' | 'default'
  vaultOptions?: CustomResourceOptions
  keys?: string[]
  secretValue?: string
}

/** A program with a vault and keys in it. */
function vaultWith({ tags = {}, createMode, vaultOptions, keys = [], secretValue }: Wanted = {}) {
  return async () => {
    const { tenantId } = await getClientConfig()
    const group = new ResourceGroup('group', { resourceGroupName: 'rg', location: 'westeurope' })
    const vault = new Vault(
      'vault',
      {
        resourceGroupName: group.name,
        vaultName,
        tags,
        properties: {
          tenantId,
          sku: { family: 'A', name: 'standard' },
          enableRbacAuthorization: true,
          enablePurgeProtection: true,
          ...(createMode === undefined ? {} : { createMode }),
        },
      },
      vaultOptions,
    )
    const inVault = { resourceGroupName: group.name, vaultName: vault.name }
    const uris = keys.map(
      (keyName) =>
        new Key(`key-${keyName}`, {
          ...inVault,
          keyName,
          properties: { kty: 'RSA', keySize: 2048, keyOps: ['sign'] },
        }).keyUriWithVersion,
    )
    if (secretValue !== undefined) {
      new Secret('secret', {
        ...inVault,
        secretName: 'settings',
        properties: { value: secret(secretValue) },
      })
    }
    return { vaultUri: vault.properties.vaultUri, keys: uris }
  }
}

/** What `up` did, or the text of its failure. */
async function up(stack: Stack): Promise<Partial<Record<OpType, number>> | string> {
  try {
    return (await stack.up()).summary.resourceChanges ?? {}
  } catch (error) {
    return String(error)
  }
}

class VirtualMachine extends CustomResource {}

describeEngine('the Resource Manager stand-in, run by the real engine', () => {
  test('previews, makes, finds nothing to change, sees drift and takes it back', async () => {
    const { stack, azure } = await createEmulatedStack(vaultWith({ keys: ['signing'] }))
    expect((await stack.preview()).changeSummary).toEqual({ create: 4 })
    expect(azure(({ resources }) => resources)).toEqual({})

    const { outputs } = await stack.up()
    expect(outputs.vaultUri?.value).toBe(`https://${vaultName}.vault.azure.net/`)
    expect(outputs.keys?.value).toEqual([
      expect.stringMatching(
        new RegExp(`^https://${vaultName}\\.vault\\.azure\\.net/keys/signing/[0-9a-f]{32}$`),
      ),
    ])
    expect(await up(stack)).toEqual({ same: 4 })

    const drift = { properties: { publicNetworkAccess: 'Disabled' }, tags: { by: 'somebody' } }
    azure((current) => changeResource(current, vaultName, drift))
    expect((await stack.refresh()).summary.resourceChanges).toEqual({ same: 3, update: 1 })
    expect(await up(stack)).toEqual({ same: 3, update: 1 })
    expect(azure(({ resources }) => JSON.stringify(resources))).not.toContain('somebody')
  })

  test('heals what passes; what fails in the middle is finished by running again', async () => {
    const { stack, azure } = await createEmulatedStack(vaultWith({ keys: ['signing'] }))
    azure(({ faults }) => {
      faults.push(
        { operation: 'create', name: 'rg', status: 429, times: 2 },
        { operation: 'create', type: vaultType, status: 500, when: 'middle', times: 1 },
        { operation: 'create', name: 'signing', delayMs: 100, times: 1 },
      )
    })
    expect(await up(stack)).toContain('Code="InternalServerError"')
    const vaults = () =>
      azure(({ resources }) => Object.values(resources).filter(({ type }) => type === vaultType))
    expect(vaults()).toHaveLength(1)
    expect(await up(stack)).toEqual({ create: 1, same: 2, update: 1 })
    expect(azure(({ faults }) => faults)).toEqual([])
    expect(await up(stack)).toEqual({ same: 4 })
  })

  test('does not know of what it made when the answer was lost, and does not take it over', async () => {
    const { stack, azure } = await createEmulatedStack(vaultWith())
    azure(({ faults }) => {
      faults.push({ operation: 'create', type: vaultType, status: 500, when: 'lost', times: 1 })
    })
    expect(await up(stack)).toContain('exited prematurely')
    expect(await up(stack)).toContain('cannot create already existing resource')
  })

  test('replaces what cannot be changed: a fixed name goes first, a made-up one comes first', async () => {
    const identities = (fixed: string, location: string) => async () => {
      const group = new ResourceGroup('group', { resourceGroupName: 'rg', location: 'westeurope' })
      const place = { resourceGroupName: group.name, location }
      new UserAssignedIdentity('fixed', { ...place, resourceName: fixed })
      new UserAssignedIdentity('made-up', place)
    }
    const { stack, program } = await createEmulatedStack(identities('id-fixed', 'westeurope'))
    await stack.up()
    program(identities('id-fixed', 'northeurope'))
    const steps: string[] = []
    const { summary } = await stack.up({
      onEvent: ({ resOutputsEvent, resourcePreEvent }) => {
        const { op, urn } = resOutputsEvent?.metadata ?? {}
        if (op !== undefined && /delete|create/.test(op))
          steps.push(`${op} ${urn?.split('::').at(-1)}`)
        expect(resourcePreEvent?.metadata.op).not.toBe('update')
      },
    })
    expect(summary.resourceChanges).toEqual({ replace: 2, same: 2 })
    const order = (name: string) => steps.filter((step) => step.endsWith(` ${name}`))
    expect(order('fixed')).toEqual(['delete-replaced fixed', 'create-replacement fixed'])
    expect(order('made-up')).toEqual(['create-replacement made-up', 'delete-replaced made-up'])
  })

  test('keeps the names of a deleted vault and a deleted key, and recovers the vault', async () => {
    const { stack, azure, program } = await createEmulatedStack(vaultWith({ keys: ['signing'] }))
    await stack.up()
    await stack.destroy()
    expect(azure(({ resources }) => resources)).toEqual({})
    expect(await up(stack)).toContain('already exists in deleted state')
    // The key was deleted on its own before, so it does not come back with the vault.
    program(vaultWith({ createMode: 'recover', keys: ['signing'] }))
    expect(await up(stack)).toContain('currently in a deleted but recoverable state')
    expect(azure(({ resources }) => Object.keys(resources).at(-1))).toMatch(/\/vaults\/[^/]+$/)
  })

  test('lets a deployer do what its roles allow, and delete no key', async () => {
    const { stack, azure, env, program } = await createEmulatedStack(vaultWith({ keys: ['one'] }))
    await stack.up()
    const clientId = azure((current) => {
      const place = { resourceGroupName: 'rg', location: 'westeurope' }
      const { added } = createResource(
        current,
        {
          type: 'azure-native:managedidentity:UserAssignedIdentity',
          inputs: { ...place, resourceName: 'id-deployer' },
        },
        owner,
      )
      const scope = `/subscriptions/${current.subscriptionId}/resourceGroups/rg`
      const inputs = {
        scope,
        roleAssignmentName: '00000000-0000-4000-8000-000000000001',
        principalId: added.principalId ?? '',
        roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`,
      }
      createResource(current, { type: 'azure-native:authorization:RoleAssignment', inputs }, owner)
      return String(added.clientId)
    })
    env({ ARM_CLIENT_ID: clientId })
    program(vaultWith({ keys: ['two'] }))
    const outcome = await up(stack)
    expect(outcome).toContain("Action: 'Microsoft.KeyVault/vaults/keys/delete'")
    expect(azure(({ resources }) => Object.keys(resources).join())).toMatch(/keys\/one.*keys\/two/)
  })

  test('takes over what somebody made by hand', async () => {
    const { stack, azure, program } = await createEmulatedStack(vaultWith())
    const id = azure((current) => {
      const { tenantId } = current
      const group = { resourceGroupName: 'rg', location: 'westeurope' }
      const type = 'azure-native:resources:ResourceGroup'
      createResource(current, { type, inputs: group }, owner)
      const properties = {
        tenantId,
        sku: { family: 'A', name: 'standard' },
        enableRbacAuthorization: true,
        enablePurgeProtection: true,
      }
      const inputs = { ...group, vaultName, tags: { team: 'a' }, properties }
      return createResource(current, { type: vaultType, inputs }, owner).id
    })
    const byHand = (more: Wanted) => async () => {
      const { tenantId } = await getClientConfig()
      new Vault(
        'vault',
        {
          resourceGroupName: 'rg',
          vaultName,
          location: 'westeurope',
          tags: { team: 'a' },
          properties: {
            tenantId,
            sku: { family: 'A', name: 'standard' },
            accessPolicies: [],
            enableRbacAuthorization: true,
            enablePurgeProtection: true,
            enableSoftDelete: true,
            publicNetworkAccess: 'Enabled',
            softDeleteRetentionInDays: 90,
          },
        },
        more.vaultOptions,
      )
    }
    program(byHand({ vaultOptions: { import: id } }))
    expect(await up(stack)).toEqual({ create: 1, import: 1 })
    program(byHand({}))
    expect(await up(stack)).toEqual({ same: 2 })
  })

  test('refuses wrong inputs and unknown types in the preview already', async () => {
    const { stack, program } = await createEmulatedStack(async () => {
      const sku = { family: 'A', name: 'golden' as 'standard' }
      new Vault('wrong', { resourceGroupName: 'rg', properties: { tenantId: 'x', sku } })
    })
    await expect(stack.preview()).rejects.toThrow(
      "'properties.sku.name' is 'golden' but has to be one of 'standard', 'premium'",
    )
    program(async () => {
      new VirtualMachine('azure-native:compute:VirtualMachine', 'vm')
    })
    await expect(stack.preview()).rejects.toThrow(
      'does not know azure-native:compute:VirtualMachine',
    )
  })

  test('makes keys that can sign and secrets that can be read in running vaults', async () => {
    const emulated = await startEmulatedAzure({ purgeProtection: true })
    onTestFinished(async () => {
      await emulated.close()
    })
    const certificate = join(temporaryFolder(), 'ca.pem')
    writeFileSync(certificate, emulated.authority.certificate)

    const value = 'canary-secret-value'
    const { stack, env, azure, storedState } = await createEmulatedStack(
      vaultWith({ keys: ['signing'], secretValue: value }),
    )
    env({
      IKCTL_AZURE_VAULTS: JSON.stringify({ [vaultName]: emulated.vault.url }),
      NODE_EXTRA_CA_CERTS: certificate,
    })
    const { outputs } = await stack.up()
    expect(outputs.vaultUri?.value).toBe(`${emulated.vault.url}/`)
    const [keyId] = (outputs.keys?.value ?? []) as string[]
    const digest = createHash('sha256').update('payload').digest()
    const { result } = await emulated.cryptographyClient(keyId ?? '').sign('RS256', digest)
    expect(result).toHaveLength(256)
    expect(await emulated.secretClient().getSecret('settings')).toMatchObject({ value })
    expect(storedState()).toContain('keyUriWithVersion')
    expect(storedState() + azure((all) => JSON.stringify(all))).not.toContain(value)

    await stack.destroy()
    expect(emulated.vault.keys.status('signing')).toBe('deleted')
  })
})
