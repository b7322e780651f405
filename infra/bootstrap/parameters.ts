import { type FederatedSubject, parseSubjects } from '../federation.ts'
import {
  type ConfigReader,
  parameterReader,
  privateDnsZoneId,
  region,
  resourceGroupName,
  subnetId,
  workspaceId,
} from '../parameter-reader.ts'
import { listOf, matching, publicIpRange, textMap } from '../parse.ts'
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
  /** Existing resources that the main program takes part in. */
  shared: readonly string[]
  tags: Readonly<Record<string, string>>
}

/** @throws {RunError} with everything that is wrong. */
export function readBootstrapParameters(config: ConfigReader): BootstrapParameters {
  const { text, required, object, problem, finish } = parameterReader(config)
  const parameters: BootstrapParameters = {
    location: required('location', region),
    resourceGroup: required('resourceGroup', resourceGroupName),
    stateStorageAccount: required('stateStorageAccount', storageAccountName),
    secretsVault: required('secretsVault', vaultName),
    allowedIpRanges: object('allowedIpRanges', listOf(publicIpRange)) ?? [],
    deployerSubjects: object('deployerSubjects', parseSubjects) ?? [],
    previewSubjects: object('previewSubjects', parseSubjects) ?? [],
    shared: [
      text('subnetId', subnetId),
      text('privateDnsZoneId', privateDnsZoneId),
      text('workspaceId', workspaceId),
    ].filter((id) => id !== undefined),
    tags: object('tags', textMap) ?? {},
  }
  if (parameters.allowedIpRanges.length === 0) {
    problem('allowedIpRanges: name the addresses of CI runners, or they cannot reach the state')
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

const storageAccountName = matching(
  /^[a-z0-9]{3,24}$/,
  "a storage account's name: 3 to 24 lower-case letters and digits",
)
