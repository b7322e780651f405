import { getClientConfig } from '@pulumi/azure-native/authorization/getClientConfig.js'
import type { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js'
import * as pulumi from '@pulumi/pulumi'
import { diskTree } from '../src/config/config-tree.ts'
import type { Environment } from '../src/config/environment.ts'
import { publishedSettings } from '../src/config/published-settings.ts'
import { vaultSecrets } from '../src/config/vault-secrets.ts'
import { oauthPlatform } from '../src/docusign/platform.ts'
import { human } from '../src/findings/formats/human.ts'
import { validateEnvironment } from '../src/rules/validate.ts'
import { currentCommit } from './commit.ts'
import type { DeployableEnvironment, Deployment } from './deployment.ts'
import { watchVault } from './events.ts'
import { createIdentity } from './identities.ts'
import { createEvidenceKey, createSigningKeys } from './keys.ts'
import { connectVaults } from './network.ts'
import { createActionGroup, createAlerts, createWorkspace, logVault } from './observability.ts'
import { readParameters, type Workload } from './parameters.ts'
import { refusal } from './refusal.ts'
import { assignRole, type Principal } from './roles.ts'
import { publishSettings } from './settings.ts'
import { createEnvironmentVault, lockVault, vaultNameOf } from './vaults.ts'

export interface ProvisionOptions {
  /** Folder that holds `config/`; the Pulumi project's by default. */
  directory?: string
  /** Folder below `config/`; named as the stack by default. */
  environment?: string
  /** Deploys an environment of the platform `emulator` to a stand-in for Azure, as a rehearsal does. */
  emulated?: {
    /** The emulated OAuth server, `https://localhost:PORT`. */
    docusignUrl: string
    /** The addresses of emulated vaults do not begin with their names. */
    vaultNames: Deployment['vaultNames']
  }
}

/** The stack's outputs. */
export interface Provisioned {
  /** The commit that was deployed; undefined outside Git. */
  commit: string | undefined
  /** Ids of the keys that Pulumi made, with their version, by key pair. */
  keys: Record<string, pulumi.Output<string>>
  /** Id of the key that signs smoke evidence, with its version. */
  evidenceKey: pulumi.Output<string>
  /** What was published; undefined before the first key pair is active. */
  settings: object | undefined
  /** Id of the secret with the settings, without a version. */
  settingsSecret: pulumi.Output<string> | undefined
  vaults: { signing: string; settings: string }
  identities: Record<
    Workload,
    { clientId: pulumi.Output<string>; principalId: pulumi.Output<string> }
  >
}

/**
 * Everything that one environment needs in Azure: both vaults, the way to them, keys, identities,
 * roles, logs, alerts and the settings that applications read. To be called once in a Pulumi program,
 * whose stack's configuration has the cloud parameters.
 *
 * @example
 * import { provision } from 'ikctl/infra'
 * export const { commit, keys, evidenceKey, settings, vaults, identities } = await provision()
 *
 * @throws {pulumi.RunError} with the findings when `config/` has errors, or with everything that is
 *   wrong about the stack's configuration. Nothing has been registered then.
 */
export async function provision(options: ProvisionOptions = {}): Promise<Provisioned> {
  const directory = options.directory ?? pulumi.getRootDirectory()
  const { emulated } = options
  const environment = loadEnvironment(directory, options.environment ?? pulumi.getStack(), emulated)
  const { integration } = environment
  const parameters = readParameters(new pulumi.Config(), integration.managementAccount.contact)
  const { tenantId, subscriptionId } = await getClientConfig()
  const baseName = `${integration.product}-${environment.name}`
  const deployment: Deployment = {
    environment,
    parameters,
    vaultNames: emulated?.vaultNames ?? {
      signing: vaultNameOf(integration.vaults.signing),
      settings: vaultNameOf(integration.vaults.settings),
    },
    oauthHost: oauthPlatform(integration.platform, emulated?.docusignUrl).audience,
    client: { tenantId, subscriptionId },
    resourceGroupId: `/subscriptions/${subscriptionId}/resourceGroups/${parameters.resourceGroup}`,
    baseName,
    place: {
      resourceGroupName: parameters.resourceGroup,
      location: parameters.location,
      tags: {
        product: integration.product,
        environment: environment.name,
        'managed-by': 'ikctl',
        ...parameters.tags,
      },
    },
    options: { parent: new pulumi.ComponentResource('ikctl:infra:Environment', baseName) },
  }
  return createEverything(deployment, currentCommit(process.env, directory))
}

// --- internal ---

function loadEnvironment(
  directory: string,
  name: string,
  emulated: ProvisionOptions['emulated'],
): DeployableEnvironment {
  const tree = diskTree(directory)
  const { environment, workspace, ...report } = validateEnvironment(tree, name, new Date())
  if (environment !== undefined) {
    for (const { severity, file, message } of report.findings) {
      if (severity === 'warning') void pulumi.log.warn(`${file}: ${message}`)
    }
    return deployable(environment, emulated)
  }
  if (report.summary.errors === 0) {
    const known = workspace.environments.map((known) => `"${known.name}"`).join(', ')
    throw refusal(
      `there is no environment "${name}" below config/ (there is ${known || 'none'}): a stack is named after its environment`,
    )
  }
  const findings = human(report, { colour: false, columns: 100 })
  throw refusal(`config/${name} has errors, nothing was deployed:\n\n${findings}`)
}

function deployable(
  environment: Environment,
  emulated: ProvisionOptions['emulated'],
): DeployableEnvironment {
  const { integration } = environment
  const { platform, vaults } = integration
  if (platform !== 'emulator' && emulated !== undefined) {
    throw refusal(
      `"${environment.name}" is on the platform "${platform}": only one on the platform "emulator" is deployed to a stand-in for Azure.`,
    )
  }
  if ((platform === 'emulator' && emulated === undefined) || vaults === undefined) {
    throw refusal(
      `"${environment.name}" runs on the emulators: there is nothing to deploy. Choose the stack of another environment.`,
    )
  }
  return { ...environment, integration: { ...integration, vaults } }
}

function createEverything(deployment: Deployment, commit: string | undefined): Provisioned {
  const { environment, parameters, place, options } = deployment
  const { integration } = environment
  const signing = createEnvironmentVault('signing', deployment)
  const settings = createEnvironmentVault('settings', deployment)
  const vaults = [signing, settings]
  if (parameters.subnetId !== undefined) connectVaults(vaults, parameters.subnetId, deployment)
  if (parameters.managementLock) for (const vault of vaults) lockVault(vault, deployment)

  const workspaceId = createWorkspace(deployment)
  const actionGroup = createActionGroup(deployment)
  const watched = vaults.flatMap((vault) => [
    logVault(vault, workspaceId, deployment),
    watchVault(vault, actionGroup, deployment),
  ])
  createAlerts(vaults, workspaceId, actionGroup, deployment)

  const identity = (workload: Workload) =>
    createIdentity(
      workload,
      `id-${deployment.baseName}-${workload}`,
      parameters.subjects[workload],
      place,
      options,
    )
  const identities = {
    application: identity('application'),
    smoke: identity('smoke'),
    rotator: identity('rotator'),
  }
  const principal = (name: Workload): Principal => ({
    name,
    id: identities[name].principalId,
    type: 'ServicePrincipal',
  })
  const application = principal('application')
  const smoke = principal('smoke')
  for (const workload of [application, smoke]) {
    assignRole('signer', workload, signing, deployment)
    assignRole('secretsReader', workload, settings, deployment)
    if (hasSecrets(environment, workload.name)) {
      assignRole('secretsReader', workload, signing, deployment)
    }
  }
  // The only key of that vault is the evidence key.
  assignRole('signer', smoke, settings, deployment)
  assignRole('rotator', principal('rotator'), signing, deployment)
  if (parameters.importerGroupId !== undefined) {
    const importers: Principal = {
      name: 'importers',
      id: parameters.importerGroupId,
      type: 'Group',
    }
    assignRole('importer', importers, signing, deployment)
  }

  const keys = createSigningKeys(signing, watched, deployment)
  const evidenceKey = createEvidenceKey(settings, watched, deployment)
  const published = publishedSettings(environment, deployment.oauthHost)
  const secret = published && publishSettings(published, settings, watched, deployment)
  return {
    commit,
    keys: Object.fromEntries([...keys].map(([id, key]) => [id, key.keyUriWithVersion])),
    evidenceKey: evidenceKey.keyUriWithVersion,
    settings: published,
    settingsSecret: secret?.properties.secretUri,
    vaults: { signing: integration.vaults.signing, settings: integration.vaults.settings },
    identities: {
      application: outputsOf(identities.application),
      smoke: outputsOf(identities.smoke),
      rotator: outputsOf(identities.rotator),
    },
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
