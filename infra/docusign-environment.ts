import type { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js'
import {
  ComponentResource,
  type ComponentResourceOptions,
  log,
  type Output,
  output,
} from '@pulumi/pulumi'
import { publishedSettings } from '../src/config/published-settings.ts'
import { vaultSecrets } from '../src/config/vault-secrets.ts'
import { oauthPlatform } from '../src/docusign/platform.ts'
import { apiRetirement } from '../src/rules/vault/api-retirement.ts'
import { childrenOf, retryWhileReplicating } from './children.ts'
import type { DeployableEnvironment, Deployment } from './deployment.ts'
import { watchVault } from './events.ts'
import { createIdentity } from './identities.ts'
import { createEvidenceKey, createSigningKeys } from './keys.ts'
import { connectVaults } from './network.ts'
import { createActionGroup, createAlerts, createWorkspace, logVault } from './observability.ts'
import type { Parameters, Workload } from './parameters.ts'
import { assignRole, type Principal } from './roles.ts'
import { publishSettings } from './settings.ts'
import { createEnvironmentVault, lockVault, vaultNameOf } from './vaults.ts'

/** What a {@link DocusignEnvironment} is made of. */
export interface DocusignEnvironmentArgs
  extends Pick<Parameters, 'location' | 'resourceGroup' | 'alertEmails'>,
    Partial<Omit<Parameters, 'location' | 'resourceGroup' | 'alertEmails'>> {
  /** What `loadEnvironment` read below `config/`. */
  environment: DeployableEnvironment
  /** Where it is deployed: GUIDs. */
  tenantId: string
  subscriptionId: string
  /** Before the logical names of all parts; `NAME-` by default, empty in what `provision()` makes. */
  prefix?: string
  /** Stands in for Azure and Docusign, as in a rehearsal. */
  emulated?: Emulated
}

export interface Emulated {
  /** The emulated OAuth server, `https://localhost:PORT`. */
  docusignUrl: string
  /** The addresses of emulated vaults do not begin with their names. */
  vaultNames: Deployment['vaultNames']
}

/**
 * Everything that one environment needs in Azure: both vaults, the way to them, keys, identities, roles,
 * logs, alerts and the settings that applications read.
 *
 * @example
 * import { DocusignEnvironment, loadEnvironment } from 'ikctl/infra'
 *
 * const { tenantId, subscriptionId } = await getClientConfig()
 * const production = new DocusignEnvironment('production', {
 *   environment: loadEnvironment('production'),
 *   tenantId,
 *   subscriptionId,
 *   location: 'northeurope',
 *   resourceGroup: 'rg-contoso-sign-production',
 *   subnetId: network.subnets[0].id,
 *   alertEmails: ['on-call@contoso.example'],
 * })
 */
export class DocusignEnvironment extends ComponentResource {
  /** Ids of the keys that Pulumi made, with their version, by key pair. */
  readonly keys: Output<Record<string, string>>
  /** Id of the key that signs smoke evidence, with its version. */
  readonly evidenceKey: Output<string>
  /** What was published; undefined before the first key pair is active. */
  readonly settings: object | undefined
  /** Id of the secret with the settings, without a version. */
  readonly settingsSecret: Output<string> | undefined
  /** Addresses of the vaults, `https://HOST`. */
  readonly vaults: { signing: string; settings: string }
  readonly identities: Readonly<
    Record<Workload, { clientId: Output<string>; principalId: Output<string> }>
  >
  /** The DNS zone of the private endpoints, for another environment in the same network. */
  readonly privateDnsZoneId: Output<string | undefined>

  constructor(name: string, args: DocusignEnvironmentArgs, opts?: ComponentResourceOptions) {
    // A change of this type would replace everything in it.
    super('ikctl:infra:Environment', name, {}, opts)
    const deployment = deploymentOf(this, name, args)
    const { environment, parameters } = deployment
    const signing = createEnvironmentVault('signing', deployment)
    const settingsVault = createEnvironmentVault('settings', deployment)
    const vaults = [signing, settingsVault]
    warnOfOldApi(signing)
    const zoneId = parameters.subnetId && connectVaults(vaults, parameters.subnetId, deployment)
    if (parameters.managementLock) for (const vault of vaults) lockVault(vault, deployment)

    const workspaceId = createWorkspace(deployment)
    const actionGroup = createActionGroup(deployment)
    const watched = vaults.flatMap((vault) => [
      logVault(vault, workspaceId, deployment),
      watchVault(vault, actionGroup, deployment),
    ])
    createAlerts(vaults, workspaceId, actionGroup, deployment)

    const identities = createWorkloads(signing, settingsVault, deployment)
    const keys = createSigningKeys(signing, watched, deployment)
    const evidenceKey = createEvidenceKey(settingsVault, watched, deployment)
    const published = publishedSettings(environment, deployment.oauthHost)
    const secret = published && publishSettings(published, settingsVault, watched, deployment)

    this.keys = output(
      Object.fromEntries([...keys].map(([id, key]) => [id, key.keyUriWithVersion])),
    )
    this.evidenceKey = evidenceKey.keyUriWithVersion
    this.settings = published
    this.settingsSecret = secret?.properties.secretUri
    const { signing: signingUrl, settings: settingsUrl } = environment.integration.vaults
    this.vaults = { signing: signingUrl, settings: settingsUrl }
    this.identities = identities
    this.privateDnsZoneId = output(zoneId || undefined)
    const { evidenceKey: evidence, settings, settingsSecret, privateDnsZoneId } = this
    this.registerOutputs({
      ...{ keys: this.keys, evidenceKey: evidence, settings, settingsSecret },
      ...{ vaults: this.vaults, identities, privateDnsZoneId },
    })
  }
}

// --- internal ---

function deploymentOf(
  component: DocusignEnvironment,
  name: string,
  { environment, tenantId, subscriptionId, prefix, emulated, ...given }: DocusignEnvironmentArgs,
): Deployment {
  const { integration } = environment
  const parameters: Parameters = { ...defaults, ...given }
  const { resourceGroup, location, tags } = parameters
  return {
    ...childrenOf(component, { prefix: prefix ?? `${name}-` }),
    environment,
    parameters,
    vaultNames: emulated?.vaultNames ?? {
      signing: vaultNameOf(integration.vaults.signing),
      settings: vaultNameOf(integration.vaults.settings),
    },
    oauthHost: oauthPlatform(integration.platform, emulated?.docusignUrl).audience,
    client: { tenantId, subscriptionId },
    resourceGroupId: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`,
    baseName: `${integration.product}-${environment.name}`,
    place: {
      resourceGroupName: resourceGroup,
      location,
      tags: {
        product: integration.product,
        environment: environment.name,
        'managed-by': 'ikctl',
        ...tags,
      },
    },
    retry: retryWhileReplicating(`ikctl-roles-of-${name}`),
  }
}

const defaults = {
  sku: 'standard',
  softDeleteRetentionInDays: 90,
  keyExpiryDays: 0,
  privateDnsByPolicy: false,
  allowedIpRanges: [],
  subjects: { application: [], smoke: [], rotator: [] },
  managementLock: false,
  keyVaultApi: 'v20241101',
  tags: {},
  ci: {},
} as const

/**
 * From January 2027 on, says in every preview that the API of the vaults is about to stop. An
 * azure-native that uses a newer one ends it.
 */
function warnOfOldApi({ resource }: ReturnType<typeof createEnvironmentVault>): void {
  resource.azureApiVersion.apply((version?: string) => {
    const warning = version && apiRetirement(version, new Date())
    if (warning) void log.warn(warning, resource)
  })
}

/** The identities of what runs, each with the roles that it needs. */
function createWorkloads(
  signing: ReturnType<typeof createEnvironmentVault>,
  settings: ReturnType<typeof createEnvironmentVault>,
  deployment: Deployment,
): DocusignEnvironment['identities'] {
  const { environment, parameters, baseName } = deployment
  const workload = (name: Workload) => {
    const identity = createIdentity(
      name,
      `id-${baseName}-${name}`,
      parameters.subjects[name],
      deployment,
    )
    const principal: Principal = { name, id: identity.principalId, type: 'ServicePrincipal' }
    return { identity, principal }
  }
  const application = workload('application')
  const smoke = workload('smoke')
  const rotator = workload('rotator')
  for (const { principal } of [application, smoke]) {
    assignRole('signer', principal, signing, deployment)
    assignRole('secretsReader', principal, settings, deployment)
    if (hasSecrets(environment, principal.name)) {
      assignRole('secretsReader', principal, signing, deployment)
    }
  }
  // The only key of that vault is the evidence key.
  assignRole('signer', smoke.principal, settings, deployment)
  assignRole('rotator', rotator.principal, signing, deployment)
  if (parameters.importerGroupId !== undefined) {
    const importers: Principal = {
      name: 'importers',
      id: parameters.importerGroupId,
      type: 'Group',
    }
    assignRole('importer', importers, signing, deployment)
  }
  return {
    application: outputsOf(application.identity),
    smoke: outputsOf(smoke.identity),
    rotator: outputsOf(rotator.identity),
  }
}

/** Whether the workload has something to read in the signing vault: a PEM, a client secret, an HMAC key. */
function hasSecrets({ keyPairs, integration }: DeployableEnvironment, workload: string): boolean {
  return (
    [...keyPairs.values()].some(({ custody }) => custody === 'secret') ||
    (workload === 'application' && vaultSecrets(integration).length > 0)
  )
}

function outputsOf({ clientId, principalId }: UserAssignedIdentity) {
  return { clientId, principalId }
}
