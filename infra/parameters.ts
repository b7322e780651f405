import type { Input } from '@pulumi/pulumi'
import { type FederatedSubject, parseSubjects } from './federation.ts'
import { type KeyVaultApi, keyVaultApi } from './key-vault-api.ts'
import {
  type ConfigReader,
  parameterReader,
  privateDnsZoneId,
  region,
  resourceGroupName,
  subnetId,
  workspaceId,
} from './parameter-reader.ts'
import { email, flag, guid, listOf, publicIpRange, textMap, wholeNumber } from './parse.ts'
import { tagsWithin } from './tags.ts'

/** What runs with an identity of its own. */
export type Workload = 'application' | 'smoke' | 'rotator'

/** The cloud parameters of one environment; everything about Docusign is in `config/` instead. */
export interface Parameters {
  /** Azure region. */
  location: string
  /** Existing resource group, made by the bootstrap. */
  resourceGroup: string
  /** `premium` keeps key pairs in an HSM. */
  sku: 'standard' | 'premium'
  /** Subnet for private endpoints; absent: none are made. */
  subnetId?: Input<string>
  /** Region of the subnet's network; absent: the same as `location`. */
  networkLocation?: string
  /** Existing private DNS zone; absent: one is made when there is a subnet. */
  privateDnsZoneId?: Input<string>
  /** Whether Azure Policy enters private endpoints into a zone: none is made or asked for then. */
  privateDnsByPolicy: boolean
  /** Days for which deleted vaults, keys and secrets are kept; fixed when a vault is made. */
  softDeleteRetentionInDays: number
  /** Days after which a new key stops signing, where a policy demands it; 0: never. */
  keyExpiryDays: number
  /** Public IPv4 addresses and ranges that may reach the vaults; none closes public access. */
  allowedIpRanges: readonly string[]
  /** Who may become which identity, from outside Azure. */
  subjects: Readonly<Record<Workload, readonly FederatedSubject[]>>
  /** Entra group whose members may import key pairs; absent: nobody may. */
  importerGroupId?: Input<string>
  /** Who hears alerts. */
  alertEmails: readonly string[]
  /** Existing Log Analytics workspace; absent: one is made. */
  workspaceId?: Input<string>
  /** Whether Azure's delete lock is put on the vaults. */
  managementLock: boolean
  /** The API version with which vaults, keys and secrets are managed. */
  keyVaultApi: KeyVaultApi
  tags: Readonly<Record<string, string>>
  /** What CI has to know from the bootstrap; absent: the output for CI leaves it out. */
  ci: Readonly<Record<string, string>>
}

/**
 * Reads the stack's configuration.
 *
 * @param contact hears alerts when `alertEmails` names nobody.
 * @throws {RunError} with everything that is wrong, not only the first.
 */
export function readParameters(config: ConfigReader, contact?: string): Parameters {
  const { text, required, object, optional, problem, finish } = parameterReader(config)
  const alertEmails = object('alertEmails', listOf(email)) ?? []
  const parameters: Parameters = {
    location: required('location', region),
    resourceGroup: required('resourceGroup', resourceGroupName),
    sku: text('sku', sku) ?? 'standard',
    ...optional('subnetId', subnetId),
    ...optional('networkLocation', region),
    ...optional('privateDnsZoneId', privateDnsZoneId),
    privateDnsByPolicy: object('privateDnsByPolicy', flag) ?? false,
    softDeleteRetentionInDays: object('softDeleteRetentionInDays', wholeNumber(7, 90)) ?? 90,
    keyExpiryDays: object('keyExpiryDays', wholeNumber(0, 3650)) ?? 0,
    allowedIpRanges: object('allowedIpRanges', listOf(publicIpRange)) ?? [],
    subjects: {
      application: object('applicationSubjects', parseSubjects) ?? [],
      smoke: object('smokeSubjects', parseSubjects) ?? [],
      rotator: object('rotatorSubjects', parseSubjects) ?? [],
    },
    ...optional('importerGroupId', guid),
    alertEmails: alertEmails.length === 0 && contact !== undefined ? [contact] : alertEmails,
    ...optional('workspaceId', workspaceId),
    managementLock: object('managementLock', flag) ?? false,
    keyVaultApi: text('keyVaultApi', keyVaultApi) ?? 'v20241101',
    tags: object('tags', tagsWithin(otherKeyTags)) ?? {},
    ci: object('ci', textMap) ?? {},
  }
  if (parameters.alertEmails.length === 0) {
    problem('alertEmails: nobody would hear an alert; name somebody, or a contact in config/')
  }
  if (!config.get('subnetId') && parameters.allowedIpRanges.length === 0) {
    problem('subnetId, allowedIpRanges: set at least one, or nothing can reach the vaults')
  }
  for (const key of ['privateDnsZoneId', 'networkLocation', 'privateDnsByPolicy']) {
    const isSet = key === 'privateDnsByPolicy' ? parameters.privateDnsByPolicy : config.get(key)
    if (!config.get('subnetId') && isSet) problem(`${key}: of use only together with subnetId`)
  }
  if (parameters.privateDnsByPolicy && config.get('privateDnsZoneId')) {
    problem('privateDnsByPolicy, privateDnsZoneId: either Azure Policy names the zone, or you do')
  }
  finish()
  return parameters
}

// --- internal ---

/** Tags that a key has besides those of the configuration: product, environment, managed-by, key-pair. */
const otherKeyTags = 4

function sku(value: unknown): 'standard' | 'premium' {
  if (value === 'standard' || value === 'premium') return value
  throw new TypeError(`"${value}" is neither "standard" nor "premium"`)
}
