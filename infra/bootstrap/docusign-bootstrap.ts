import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js'
import { RoleDefinition } from '@pulumi/azure-native/authorization/roleDefinition.js'
import type { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js'
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js'
import {
  ComponentResource,
  type ComponentResourceOptions,
  type ErrorHook,
  type Input,
  interpolate,
  type Output,
  output,
} from '@pulumi/pulumi'
import { type Children, childrenOf, retryWhileReplicating } from '../children.ts'
import type { Place } from '../deployment.ts'
import { createIdentity } from '../identities.ts'
import {
  assignmentOptions,
  builtInRoles,
  roleDefinitionId,
  type VaultRole,
  vaultRoleId,
  vaultRoles,
} from '../roles.ts'
import { stableGuid } from '../stable-guid.ts'
import {
  assignableRoles,
  deployerActions,
  registrationActions,
  sharedResourceActions,
  stackSecretsDataActions,
  stateWriterDataActions,
} from './custom-roles.ts'
import type { BootstrapParameters } from './parameters.ts'
import { createSecretsProvider, createStateStorage, logState } from './state.ts'

/** What a {@link DocusignBootstrap} is made of. */
export interface DocusignBootstrapArgs extends BootstrapParameters {
  /** Name of the environment, part of names and tags. */
  environment: string
  /** Where it is made: GUIDs. */
  tenantId: string
  subscriptionId: string
  /** Before the logical names of all parts; `NAME-` by default, empty in what `bootstrap()` makes. */
  prefix?: string
}

/**
 * What the subscription's owner makes once for an environment: its resource group, the state of the main
 * stack, the vault of its secrets provider, the custom roles, and the identities that deploy and preview.
 */
export class DocusignBootstrap extends ComponentResource {
  /** For `pulumi login`. */
  readonly backendUrl: Output<string>
  /** For `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: Output<string>
  /** `ARM_CLIENT_ID` of the job that deploys. */
  readonly deployerClientId: Output<string>
  /** `ARM_CLIENT_ID` of the job that previews. */
  readonly previewClientId: Output<string>

  constructor(name: string, args: DocusignBootstrapArgs, opts?: ComponentResourceOptions) {
    // A change of this type would replace everything in it.
    super('ikctl:infra:Bootstrap', name, {}, opts)
    const setting = createGroups(this, name, args)
    const { account, container } = createStateStorage(args, setting)
    const { vault, key } = createSecretsProvider(args, args.tenantId, setting)
    logState(args, account, vault, setting)
    const deployer = createIdentity(
      'deployer',
      `id-${setting.baseName}-deployer`,
      args.deployerSubjects,
      setting,
    )
    const preview = createIdentity(
      'preview',
      `id-${setting.baseName}-preview`,
      args.previewSubjects,
      setting,
    )
    const servicePrincipal = (name: string, { principalId }: UserAssignedIdentity): Principal => ({
      ...{ name, id: principalId, type: 'ServicePrincipal' },
    })
    const deploys = servicePrincipal('deployer', deployer)
    const previews = servicePrincipal('preview', preview)
    const operates: Principal[] =
      args.operatorGroupId === undefined
        ? []
        : [{ name: 'operators', id: args.operatorGroupId, type: 'Group' }]
    assignRoles({ deployers: [deploys, ...operates], previews }, args, setting, {
      state: { name: 'state', id: container.id },
      secrets: { name: 'secrets', id: vault.id },
    })
    this.backendUrl = interpolate`azblob://${container.name}?storage_account=${args.stateStorageAccount}`
    this.secretsProvider = interpolate`azurekeyvault://${args.secretsVault}.vault.azure.net/keys/${key.name}`
    this.deployerClientId = deployer.clientId
    this.previewClientId = preview.clientId
    const { backendUrl, secretsProvider, deployerClientId, previewClientId } = this
    this.registerOutputs({ backendUrl, secretsProvider, deployerClientId, previewClientId })
  }
}

/** Where everything of a bootstrap goes. */
export interface Setting extends Children {
  baseName: string
  /** Resource id of the subscription. */
  subscription: string
  /** Resource id of the environment's resource group, for the main program. */
  environmentId: string
  /** Resource id of the bootstrap's own resource group, out of the deployer's reach. */
  ownId: string
  /** Own resource group and region. */
  place: Place
  /** What a scope must wait for. */
  groups: ResourceGroup[]
  /** Waits until Azure knows new roles and principals everywhere. */
  retry: ErrorHook[]
  /** The resource id of a built-in role. */
  builtIn(guid: string): string
}

// --- internal ---

interface Principal {
  name: string
  id: Input<string>
  type: 'ServicePrincipal' | 'Group'
}

interface Scope {
  name: string
  id: Input<string>
}

function createGroups(
  component: DocusignBootstrap,
  name: string,
  { environment, subscriptionId, location, resourceGroup, prefix, ...args }: DocusignBootstrapArgs,
): Setting {
  const children = childrenOf(component, { prefix: prefix ?? `${name}-`, wereAtRoot: true })
  const { nameOf, optionsOf } = children
  const tags = { environment, 'managed-by': 'ikctl', ...args.tags }
  const ownName = `${resourceGroup}-bootstrap`
  const group = (part: string, resourceGroupName: string) =>
    new ResourceGroup(
      nameOf(part),
      { resourceGroupName, location, tags },
      optionsOf(part, { protect: true }),
    )
  const groups = [group('environment', resourceGroup), group('bootstrap', ownName)] as const
  const subscription = `/subscriptions/${subscriptionId}`
  return {
    ...children,
    baseName: `ikctl-${environment}`,
    subscription,
    environmentId: `${subscription}/resourceGroups/${resourceGroup}`,
    ownId: `${subscription}/resourceGroups/${ownName}`,
    place: { resourceGroupName: groups[1].name, location, tags },
    groups: [...groups],
    retry: retryWhileReplicating(`ikctl-roles-of-bootstrap-${name}`),
    builtIn: (guid) => roleDefinitionId(subscriptionId, guid),
  }
}

/** Operators may do what the deployer may: the first `up`, and what is left when CI cannot. */
function assignRoles(
  { deployers, previews }: { deployers: Principal[]; previews: Principal },
  { shared, workspaceId }: DocusignBootstrapArgs,
  setting: Setting,
  { state, secrets }: Record<'state' | 'secrets', Scope>,
): void {
  const environment: Scope = { name: 'environment', id: setting.environmentId }
  const assign = (who: Principal, name: string, scope: Scope, role: Input<string>) =>
    createAssignment(who, name, scope, role, setting)
  const secretsRole = createRole('stack secrets', 'Wrap the data key of a stack', setting, {
    scopes: [setting.ownId],
    dataActions: stackSecretsDataActions,
  })
  const writerRole = createRole(
    'state writer',
    "Keep Pulumi's state, but not its versions",
    setting,
    {
      scopes: [setting.ownId],
      dataActions: stateWriterDataActions,
    },
  )
  const deployerRole = createRole('deployer', 'Deploy an environment of ikctl', setting, {
    scopes: [setting.environmentId],
    actions: deployerActions,
  })
  const registerRole = createRole('register providers', 'Register resource providers', setting, {
    scopes: [setting.subscription],
    actions: registrationActions,
  })
  const reader = setting.builtIn(builtInRoles.reader)
  const administrator = setting.builtIn(builtInRoles.roleBasedAccessControlAdministrator)
  const assignable = createVaultRoles(setting)
  for (const who of deployers) {
    assign(who, 'stack-secrets', secrets, secretsRole)
    assign(who, 'state-writer', state, writerRole)
    assign(who, 'deployer', environment, deployerRole)
    assign(who, 'registrar', { name: 'subscription', id: setting.subscription }, registerRole)
    const administer = (scope: Scope, roles: readonly string[]) =>
      createAssignment(
        who,
        'role-administrator',
        scope,
        administrator,
        setting,
        output(who.id).apply((id) => assignableRoles(roles, id)),
      )
    administer(environment, assignable)
    // Rules that query a workspace of others get an identity that reads it.
    if (workspaceId !== undefined) {
      administer({ name: 'workspace', id: workspaceId }, [builtInRoles.reader])
    }
  }
  assign(previews, 'stack-secrets', secrets, secretsRole)
  assign(previews, 'reader', state, setting.builtIn(builtInRoles.storageBlobDataReader))
  assign(previews, 'reader', environment, reader)
  shareResources(shared, deployers, setting)
}

/** The roles for the environment's vaults. @returns the GUIDs of all roles that the deployer may assign. */
function createVaultRoles(setting: Setting): string[] {
  const names = Object.keys(vaultRoles) as VaultRole[]
  for (const name of names) {
    createRole(name, vaultRoles[name].description, setting, {
      scopes: [setting.environmentId],
      guid: vaultRoleId(name, setting.environmentId),
      dataActions: vaultRoles[name].dataActions.map(
        (action) => `Microsoft.KeyVault/vaults/${action}`,
      ),
    })
  }
  return [
    builtInRoles.keyVaultSecretsUser,
    // For the rules that query the environment's own workspace.
    builtInRoles.reader,
    ...names.map((name) => vaultRoleId(name, setting.environmentId)),
  ]
}

/** Lets deployers connect to what belongs to somebody else: a network, a DNS zone, a workspace. */
function shareResources(shared: readonly string[], deployers: Principal[], setting: Setting): void {
  if (shared.length === 0) return
  const groups = shared.map((id) => id.split('/').slice(0, 5).join('/'))
  const role = createRole('shared resources', 'Connect an environment of ikctl', setting, {
    scopes: [...new Set(groups)],
    guid: stableGuid('role', 'shared resources', setting.environmentId),
    actions: sharedResourceActions,
  })
  for (const who of deployers) {
    for (const id of shared) {
      const name = id.slice(id.lastIndexOf('/') + 1)
      createAssignment(who, 'shared-resources', { name, id }, role, setting)
    }
  }
}

/** A custom role that can be assigned in its scopes only. @returns its resource id. */
function createRole(
  name: string,
  description: string,
  { groups, environmentId, nameOf, optionsOf }: Setting,
  permissions: {
    scopes: string[]
    guid?: string
    actions?: readonly string[]
    dataActions?: readonly string[]
  },
): Output<string> {
  const { scopes, guid = stableGuid('role', name, environmentId) } = permissions
  const [scope = environmentId] = scopes
  const part = `role-${name.replaceAll(' ', '-')}`
  const definition = new RoleDefinition(
    nameOf(part),
    {
      scope,
      roleDefinitionId: guid,
      // Names of roles are unique in a whole tenant.
      roleName: `ikctl ${name} ${guid.slice(0, 8)}`,
      roleType: 'CustomRole',
      description,
      assignableScopes: scopes,
      permissions: [
        {
          actions: [...(permissions.actions ?? [])],
          notActions: [],
          dataActions: [...(permissions.dataActions ?? [])],
          notDataActions: [],
        },
      ],
    },
    optionsOf(part, { dependsOn: groups }),
  )
  return definition.id
}

function createAssignment(
  who: Principal,
  name: string,
  scope: Scope,
  roleDefinitionId: Input<string>,
  { groups, ownId, nameOf, optionsOf, retry }: Setting,
  condition?: Input<string>,
): void {
  const part = `${who.name}-is-${name}-of-${scope.name}`
  new RoleAssignment(
    nameOf(part),
    {
      scope: scope.id,
      roleAssignmentName: stableGuid('assignment', ownId, who.name, name, scope.name),
      principalId: who.id,
      principalType: who.type,
      roleDefinitionId,
      ...(condition !== undefined && { condition, conditionVersion: '2.0' }),
    },
    optionsOf(part, assignmentOptions(who.type, retry, groups)),
  )
}
