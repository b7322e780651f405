import { createHash } from 'node:crypto'
import type { Json } from '../../../config/json.ts'
import { type AzureResource, guidOf } from '../azure.ts'
import { AzureError } from '../azure-error.ts'
import { badRequest, type ResourceType, type Write } from '../resource-type.ts'
import { at, isSame, listAt, merge, type Properties, textAt } from '../values.ts'

/**
 * Vaults: names are unique in the world, a deleted vault keeps its name, purge protection cannot be taken
 * back and the retention of what is deleted is fixed when the vault is made.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
 */
export const vault: ResourceType = {
  azureType: 'Microsoft.KeyVault/vaults',
  path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.KeyVault/vaults/{vaultName}',
  autoName: 'random',
  name: {
    pattern: /^(?=.{3,24}$)[a-z](-?[a-z0-9])+$/i,
    rule: '3 to 24 letters, digits and hyphens, beginning with a letter, ending with a letter or digit, without two hyphens in a row',
  },
  location: 'region',
  /** @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
  linkedActions({ id, inputs, before }) {
    const model = (of: Properties) => at(of, 'properties.enableRbacAuthorization') === true
    if (before === undefined || model(before.inputs) === model(inputs)) return []
    return [{ action: 'Microsoft.Authorization/roleAssignments/write', id, unrestricted: true }]
  },
  check({ azure, id, name, inputs, before }) {
    if (before === undefined) checkVaultName(azure, id, name, at(inputs, 'properties.createMode'))
    const properties = inputs.properties
    if (at(properties, 'enableSoftDelete') === false) {
      throw badRequest(
        'The property "enableSoftDelete" cannot be set to false: soft delete cannot be turned off.',
      )
    }
    if (at(properties, 'enablePurgeProtection') === false) {
      throw badRequest(
        'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
      )
    }
    const days = at(properties, 'softDeleteRetentionInDays')
    if (typeof days === 'number' && (!Number.isInteger(days) || days < 7 || days > 90)) {
      throw badRequest(
        `The property "softDeleteRetentionInDays" has to be a whole number from 7 to 90, not ${days}.`,
      )
    }
    const daysBefore = at(before?.added, 'properties.softDeleteRetentionInDays')
    if (days !== undefined && daysBefore !== undefined && !isSame(days, daysBefore)) {
      throw badRequest(
        'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
      )
    }
    if (textAt(properties, 'tenantId').toLowerCase() !== azure.tenantId) {
      throw badRequest(
        `An invalid value was provided for 'tenantId': this subscription belongs to the tenant ${azure.tenantId}.`,
        'VaultTenantMismatch',
      )
    }
    for (const rule of listAt(properties, 'networkAcls.ipRules')) {
      const value = textAt(rule, 'value')
      if (!isPublicIpRange(value)) {
        throw badRequest(
          `The IP rule '${value}' is not a public IPv4 address or range (CIDR).`,
          'InvalidIPRule',
        )
      }
    }
  },
  add({ inputs, name, before, now, vaultUrl, callerId }) {
    const setting = (name: string, otherwise: Json) => at(inputs, `properties.${name}`) ?? otherwise
    const earlier = (name: string) => at(before?.added, `properties.${name}`)
    const purgeProtected = setting(
      'enablePurgeProtection',
      earlier('enablePurgeProtection') ?? null,
    )
    return {
      added: {
        properties: {
          accessPolicies: setting('accessPolicies', []),
          enableSoftDelete: true,
          softDeleteRetentionInDays:
            earlier('softDeleteRetentionInDays') ?? setting('softDeleteRetentionInDays', 90),
          ...(purgeProtected === null ? {} : { enablePurgeProtection: purgeProtected }),
          publicNetworkAccess: setting('publicNetworkAccess', 'Enabled'),
          enabledForDeployment: setting('enabledForDeployment', false),
          enabledForDiskEncryption: setting('enabledForDiskEncryption', false),
          enabledForTemplateDeployment: setting('enabledForTemplateDeployment', false),
          provisioningState: 'Succeeded',
          vaultUri: vaultUrl === undefined ? `https://${name}.vault.azure.net/` : `${vaultUrl}/`,
        },
        systemData: merge(before?.added.systemData ?? { createdAt: now, createdBy: callerId }, {
          lastModifiedAt: now,
          lastModifiedBy: callerId,
        }),
      },
    }
  },
}

/**
 * Keys: Azure Resource Manager only makes them. What is written to an existing key changes nothing; the
 * key comes back as it is.
 *
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/create-if-not-exist
 */
export const key: ResourceType = {
  azureType: 'Microsoft.KeyVault/vaults/keys',
  path: `${vault.path}/keys/{keyName}`,
  autoName: 'copy',
  name: { pattern: /^[a-z0-9-]{1,127}$/i, rule: '1 to 127 letters, digits and hyphens' },
  maxTags: 15,
  check({ azure, id, name, inputs, before }) {
    if (before !== undefined) return
    checkDeletedObject(azure.deleted[id.toLowerCase()] !== undefined, 'Key', name)
    checkKey(inputs.properties)
    const isStandard =
      textAt(vaultOf(azure.resources, id).inputs, 'properties.sku.name') !== 'premium'
    if (isStandard && textAt(inputs, 'properties.kty').endsWith('-HSM')) {
      throw badRequest(
        `Key type ${textAt(inputs, 'properties.kty')} needs a vault with the SKU premium.`,
        'BadParameter',
      )
    }
  },
  add(write) {
    const { azure, id, inputs, name, now, vaultObject } = write
    const ofVault = vaultOf(azure.resources, id)
    const kty = textAt(inputs, 'properties.kty') || 'RSA'
    const uri = `${textAt(ofVault.added, 'properties.vaultUri')}keys/${name}`
    const seconds = Math.floor(Date.parse(now) / 1000)
    return {
      added: {
        location: ofVault.inputs.location ?? '',
        kty,
        ...(kty.startsWith('EC')
          ? { curveName: at(inputs, 'properties.curveName') ?? 'P-256' }
          : { keySize: at(inputs, 'properties.keySize') ?? 2048 }),
        keyOps: at(inputs, 'properties.keyOps') ?? defaultKeyOps(kty),
        attributes: {
          enabled: at(inputs, 'properties.attributes.enabled') ?? true,
          exportable: false,
          created: seconds,
          updated: seconds,
          recoveryLevel: recoveryLevel(ofVault),
        },
        keyUri: uri,
        keyUriWithVersion: vaultObject?.id ?? `${uri}/${versionOf(write)}`,
      },
    }
  },
  update: (before) => before,
  toOutputs: ({ properties, ...others }) => ({ ...others, ...(properties as Properties) }),
  toInputs(outputs) {
    const properties = Object.fromEntries(
      keyProperties.flatMap((name) => {
        const value = outputs[name]
        return value === undefined ? [] : [[name, value]]
      }),
    )
    return { ...outputs, properties }
  },
}

/** Secrets: a new value makes a new version, and no value is ever shown. */
export const secret: ResourceType = {
  azureType: 'Microsoft.KeyVault/vaults/secrets',
  path: `${vault.path}/secrets/{secretName}`,
  autoName: 'copy',
  name: { pattern: /^[a-z0-9-]{1,127}$/i, rule: '1 to 127 letters, digits and hyphens' },
  maxTags: 15,
  check({ azure, id, name, inputs, before }) {
    if (before === undefined) {
      checkDeletedObject(azure.deleted[id.toLowerCase()] !== undefined, 'Secret', name)
    }
    const value = at(inputs, 'properties.value')
    if (value === undefined && before === undefined) {
      throw badRequest('The property "value" is missing.', 'BadParameter')
    }
    if (typeof value === 'string' && Buffer.byteLength(value) > 25_600) {
      throw badRequest('The value of a secret can have 25 KB at most.', 'BadParameter')
    }
  },
  add(write) {
    const { azure, id, inputs, name, before, now, vaultObject } = write
    const ofVault = vaultOf(azure.resources, id)
    const uri = `${textAt(ofVault.added, 'properties.vaultUri')}secrets/${name}`
    const value = at(inputs, 'properties.value')
    const digest =
      typeof value === 'string'
        ? createHash('sha256').update(value).digest('hex')
        : (at(before?.hidden, 'valueDigest') ?? '')
    const isNewVersion = before === undefined || !isSame(digest, at(before.hidden, 'valueDigest'))
    const seconds = Math.floor(Date.parse(now) / 1000)
    return {
      hidden: { valueDigest: digest },
      added: {
        location: ofVault.inputs.location ?? '',
        properties: {
          attributes: {
            enabled: at(inputs, 'properties.attributes.enabled') ?? true,
            created: at(before?.added, 'properties.attributes.created') ?? seconds,
            updated: seconds,
          },
          secretUri: uri,
          secretUriWithVersion:
            vaultObject?.id ??
            (isNewVersion
              ? `${uri}/${versionOf(write)}`
              : (at(before?.added, 'properties.secretUriWithVersion') ?? '')),
        },
      },
    }
  },
}

/** The vault that a key or secret is in. */
export function vaultOf(resources: Record<string, AzureResource>, id: string): AzureResource {
  const vaultId = id.split('/').slice(0, -2).join('/')
  const found = resources[vaultId.toLowerCase()]
  if (found !== undefined) return found
  throw new AzureError(404, 'ParentResourceNotFound', `There is no vault '${vaultId}'.`)
}

// --- internal ---

/** Of the inputs below `properties`, which the outputs have at the top. */
const keyProperties = 'attributes curveName keyOps keySize kty releasePolicy rotationPolicy'.split(
  ' ',
)

function checkVaultName(
  { resources, deleted, takenNames }: Write['azure'],
  id: string,
  name: string,
  createMode: unknown,
): void {
  const isVault = (other: AzureResource) =>
    other.type === 'azure-native:keyvault:Vault' &&
    other.id.split('/').at(-1)?.toLowerCase() === name.toLowerCase()
  if (takenNames.includes(name.toLowerCase()) || Object.values(resources).some(isVault)) {
    throw new AzureError(
      409,
      'VaultAlreadyExists',
      `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken.`,
    )
  }
  const gone = Object.values(deleted).find(({ resource }) => isVault(resource))
  if (gone?.resource.id.toLowerCase() === id.toLowerCase() && createMode === 'recover') return
  if (gone !== undefined) {
    throw new AzureError(
      409,
      'ConflictError',
      `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault '${name}' (it goes on ${gone.purgeOn}${gone.purgeProtected ? ', and purge protection keeps it until then' : ''}).`,
    )
  }
}

function checkDeletedObject(isDeleted: boolean, kind: string, name: string): void {
  if (!isDeleted) return
  throw new AzureError(
    409,
    'Conflict',
    `${kind} ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the ${kind.toLowerCase()} can only be recovered or purged.`,
  )
}

function checkKey(properties: Properties[string] | undefined): void {
  const kty = textAt(properties, 'kty') || 'RSA'
  const size = at(properties, 'keySize')
  if (kty.startsWith('RSA') && size !== undefined && ![2048, 3072, 4096].includes(Number(size))) {
    throw badRequest(`RSA keys have 2048, 3072 or 4096 bits, not ${size}.`, 'BadParameter')
  }
  const allowed = kty.startsWith('EC') ? ['sign', 'verify'] : defaultKeyOps(kty)
  const wrong = listAt(properties, 'keyOps').find(
    (operation) => ![...allowed, 'import', 'release'].includes(String(operation)),
  )
  if (wrong !== undefined) {
    throw badRequest(`The key operation '${wrong}' does not go with ${kty}.`, 'BadParameter')
  }
}

function defaultKeyOps(kty: string): string[] {
  if (kty.startsWith('EC')) return ['sign', 'verify']
  return ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey']
}

function recoveryLevel(ofVault: AzureResource): string {
  const days = at(ofVault.added, 'properties.softDeleteRetentionInDays')
  const level = days === 90 ? 'Recoverable' : 'CustomizedRecoverable'
  const isProtected = at(ofVault.added, 'properties.enablePurgeProtection') === true
  return isProtected ? level : `${level}+Purgeable`
}

/** 32 hexadecimal digits, as the vault's versions have. */
function versionOf({ id, serial }: Write): string {
  return guidOf('version', id, serial).replaceAll('-', '')
}

/** Key Vault's firewall takes public IPv4 addresses and ranges only. */
function isPublicIpRange(value: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(value)
  if (match === null) return false
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match.slice(1).map((part) => Number(part ?? 32))
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || a === 127
  return [a, b, c, d].every((part) => part <= 255) && bits <= 32 && !isPrivate
}
