import { type Config, RunError } from '@pulumi/pulumi'
import { type FederatedSubject, parseSubject } from './federation.ts'
import { email, guid, listOf, matching, type Parse, publicIpRange, textMap } from './parse.ts'

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
  subnetId?: string
  /** Existing private DNS zone; absent: one is made when there is a subnet. */
  privateDnsZoneId?: string
  /** Public IPv4 addresses and ranges that may reach the vaults; none closes public access. */
  allowedIpRanges: readonly string[]
  /** Who may become which identity, from outside Azure. */
  subjects: Readonly<Record<Workload, readonly FederatedSubject[]>>
  /** Entra group whose members may import key pairs; absent: nobody may. */
  importerGroupId?: string
  /** Who hears alerts. */
  alertEmails: readonly string[]
  /** Existing Log Analytics workspace; absent: one is made. */
  workspaceId?: string
  /** Whether Azure's delete lock is put on the vaults. */
  managementLock: boolean
  tags: Readonly<Record<string, string>>
}

/** The part of Pulumi's `Config` that parameters are read with. */
export type ConfigReader = Pick<Config, 'get' | 'getObject'>

/**
 * Reads the stack's configuration.
 *
 * @param contact hears alerts when `alertEmails` names nobody.
 * @throws {RunError} with everything that is wrong, not only the first.
 */
export function readParameters(config: ConfigReader, contact?: string): Parameters {
  const problems: string[] = []
  const attempt = <T>(key: string, value: unknown, parse: Parse<T>): T | undefined => {
    try {
      return parse(value)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      problems.push(`${key}: ${error.message}`)
      return undefined
    }
  }
  // Pulumi.yaml has to give an optional value a default, so an empty text counts as absent.
  const text = <T extends string>(key: string, parse: Parse<T>): T | undefined =>
    config.get(key) ? attempt(key, config.get(key), parse) : undefined
  const object = <T>(key: string, parse: Parse<T>): T | undefined => {
    const value = config.getObject<unknown>(key)
    return value === undefined ? undefined : attempt(key, value, parse)
  }
  const optional = <K extends keyof Parameters & string>(key: K, parse: Parse<string>) => {
    const value = text(key, parse)
    return value === undefined ? {} : ({ [key]: value } as { [Key in K]?: string })
  }

  const alertEmails = object('alertEmails', listOf(email)) ?? []
  const parameters: Parameters = {
    location: text('location', region) ?? '',
    resourceGroup: text('resourceGroup', resourceGroup) ?? '',
    sku: text('sku', sku) ?? 'standard',
    ...optional('subnetId', armId('Microsoft.Network/virtualNetworks/*/subnets/*')),
    ...optional('privateDnsZoneId', armId('Microsoft.Network/privateDnsZones/*')),
    allowedIpRanges: object('allowedIpRanges', listOf(publicIpRange)) ?? [],
    subjects: {
      application: object('applicationSubjects', subjects) ?? [],
      smoke: object('smokeSubjects', subjects) ?? [],
      rotator: object('rotatorSubjects', subjects) ?? [],
    },
    ...optional('importerGroupId', guid),
    alertEmails: alertEmails.length === 0 && contact !== undefined ? [contact] : alertEmails,
    ...optional('workspaceId', armId('Microsoft.OperationalInsights/workspaces/*')),
    managementLock: object('managementLock', flag) ?? false,
    tags: object('tags', textMap) ?? {},
  }
  for (const key of ['location', 'resourceGroup'] as const) {
    if (!config.get(key)) problems.push(`${key}: missing`)
  }
  if (parameters.alertEmails.length === 0) {
    problems.push('alertEmails: nobody would hear an alert; name somebody, or a contact in config/')
  }
  if (!config.get('subnetId') && parameters.allowedIpRanges.length === 0) {
    problems.push('subnetId, allowedIpRanges: set at least one, or nothing can reach the vaults')
  }
  if (!config.get('subnetId') && config.get('privateDnsZoneId')) {
    problems.push('privateDnsZoneId: of use only together with subnetId')
  }
  if (problems.length > 0) {
    throw new RunError(
      `the stack's configuration cannot be used (change it with \`pulumi config set\`):\n  ${problems.join('\n  ')}`,
    )
  }
  return parameters
}

// --- internal ---

const region = matching(/^[a-z0-9]+$/, 'an Azure region such as westeurope')
const resourceGroup = matching(/^[\w().-]{0,89}[\w()-]$/, 'the name of a resource group')

/** Azure takes 20 federated credentials for one identity. */
function subjects(value: unknown): FederatedSubject[] {
  const found = listOf(parseSubject)(value)
  if (found.length <= 20) return found
  throw new TypeError(`${found.length} subjects are too many: Azure takes 20 for one identity`)
}

function sku(value: unknown): 'standard' | 'premium' {
  if (value === 'standard' || value === 'premium') return value
  throw new TypeError(`"${value}" is neither "standard" nor "premium"`)
}

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new TypeError(`"${value}" is neither true nor false`)
}

/** @param type the resource's type with its names as `*`, such as `Microsoft.Network/privateDnsZones/*`. */
function armId(type: string): Parse<string> {
  const path = type.replaceAll('*', '[^/]+')
  return matching(
    new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${path}$`, 'i'),
    `a resource id /subscriptions/*/resourceGroups/*/providers/${type}`,
  )
}
