import { type FederatedSubject, parseSubjects } from '../federation.ts'
import { type KeyVaultApi, keyVaultApi } from '../key-vault-api.ts'
import {
  type ConfigReader,
  parameterReader,
  privateDnsZoneId,
  region,
  resourceGroupName,
  subnetId,
  workspaceId,
} from '../parameter-reader.ts'
import { flag, guid, listOf, matching, networkOf, publicIpRange } from '../parse.ts'
import { tagsWithin } from '../tags.ts'
import { vaultName } from '../vaults.ts'

/** What the bootstrap of one environment needs to know. */
export interface BootstrapParameters {
  location: string
  /** The environment's; a second one is named after it. */
  resourceGroup: string
  stateStorageAccount: string
  secretsVault: string
  /** Public IPv4 addresses and ranges that may reach the state and the secrets vault. */
  allowedIpRanges: readonly string[]
  deployerSubjects: readonly FederatedSubject[]
  previewSubjects: readonly FederatedSubject[]
  /** Subnets of runners, whose service endpoints may reach them too: IP rules do not work from the account's own region. */
  runnerSubnetIds: readonly string[]
  /** SKU of the state's storage account. */
  stateReplication: (typeof replications)[number]
  /** Entra group of the people who may do what the deployer may; absent: nobody may. */
  operatorGroupId?: string
  /** Existing Log Analytics workspace of the main program, which gets these logs too; absent: one is made. */
  workspaceId?: string
  /** Existing resources that the main program takes part in. */
  shared: readonly string[]
  /** The API version with which the secrets vault and its key are managed. */
  keyVaultApi: KeyVaultApi
  tags: Readonly<Record<string, string>>
}

/** @throws {RunError} with everything that is wrong. */
export function readBootstrapParameters(config: ConfigReader): BootstrapParameters {
  const { text, required, object, optional, problem, finish } = parameterReader(config)
  const parameters: BootstrapParameters = {
    location: required('location', region),
    resourceGroup: required('resourceGroup', resourceGroupName),
    stateStorageAccount: required('stateStorageAccount', storageAccountName),
    secretsVault: required('secretsVault', vaultName),
    allowedIpRanges: object('allowedIpRanges', listOf(storageIpRange)) ?? [],
    runnerSubnetIds: object('runnerSubnetIds', listOf(subnetId)) ?? [],
    stateReplication: text('stateReplication', replication) ?? 'Standard_ZRS',
    ...optional('operatorGroupId', guid),
    ...optional('workspaceId', workspaceId),
    deployerSubjects: object('deployerSubjects', parseSubjects) ?? [],
    previewSubjects: object('previewSubjects', parseSubjects) ?? [],
    shared: sharedIds(
      text('subnetId', subnetId),
      text('privateDnsZoneId', privateDnsZoneId),
      object('privateDnsByPolicy', flag) ?? false,
      text('workspaceId', workspaceId),
    ),
    keyVaultApi: text('keyVaultApi', keyVaultApi) ?? 'v20241101',
    tags: object('tags', tagsWithin(2)) ?? {},
  }
  if (parameters.allowedIpRanges.length + parameters.runnerSubnetIds.length === 0) {
    problem(
      'allowedIpRanges: name the addresses of CI runners (or runnerSubnetIds), or they cannot reach the state',
    )
  }
  if (parameters.deployerSubjects.length === 0) {
    problem('deployerSubjects: nobody could deploy')
  }
  const previewers = new Set(parameters.previewSubjects.map(({ name }) => name))
  for (const { name, subject } of parameters.deployerSubjects) {
    if (previewers.has(name)) {
      problem(
        `deployerSubjects: "${subject}" may preview too; a preview runs code of a pull request`,
      )
    }
  }
  finish()
  return parameters
}

// --- internal ---

/** @see https://learn.microsoft.com/azure/storage/common/storage-redundancy */
const replications = [
  ...['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'],
  ...['Standard_RAGRS', 'Standard_RAGZRS'],
] as const

function replication(value: unknown): (typeof replications)[number] {
  const found = replications.find((one) => one === value)
  if (found !== undefined) return found
  throw new TypeError(`"${value}" is none of ${replications.join(', ')}`)
}

/** Key Vault's firewall takes ranges that storage accounts refuse. */
function storageIpRange(value: unknown): string {
  const range = publicIpRange(value)
  if (!range.endsWith('/31')) return range
  throw new TypeError(`"${range}": storage accounts refuse /31, write its two addresses`)
}

/** To link a zone of its own to the network, the main program needs rights on the whole network. */
function sharedIds(
  subnet: string | undefined,
  zone: string | undefined,
  zoneByPolicy: boolean,
  workspace: string | undefined,
): string[] {
  const makesZone = subnet !== undefined && zone === undefined && !zoneByPolicy
  const network = makesZone ? networkOf(subnet) : undefined
  return [subnet, network, zone, workspace].filter((id) => id !== undefined)
}

const storageAccountName = matching(
  /^[a-z0-9]{3,24}$/,
  "a storage account's name: 3 to 24 lower-case letters and digits",
)
