import { getClientConfig } from '@pulumi/azure-native/authorization/getClientConfig.js'
import * as pulumi from '@pulumi/pulumi'
import { currentCommit } from './commit.ts'
import { DocusignEnvironment, type Emulated } from './docusign-environment.ts'
import { loadEnvironment } from './load-environment.ts'
import { readParameters } from './parameters.ts'

export { DocusignEnvironment, type DocusignEnvironmentArgs } from './docusign-environment.ts'
export { parseSubjects } from './federation.ts'
export { loadEnvironment } from './load-environment.ts'

export interface ProvisionOptions {
  /** Folder that holds `config/`; the Pulumi project's by default. */
  directory?: string
  /** Folder below `config/`; named as the stack by default. */
  environment?: string
  /** Deploys an environment of the platform `emulator` to a stand-in for Azure, as a rehearsal does. */
  emulated?: Emulated
}

/** The stack's outputs. */
export interface Provisioned
  extends Pick<
    DocusignEnvironment,
    'keys' | 'evidenceKey' | 'settings' | 'settingsSecret' | 'vaults' | 'identities'
  > {
  /** The commit that was deployed; undefined outside Git. */
  commit: string | undefined
  /** The DNS zone of the private endpoints; undefined without endpoints. */
  privateDnsZoneId: pulumi.Output<string | undefined>
  /** The element of `IKCTL_ENVIRONMENTS` for this environment, as far as the stack knows it. */
  ciEnvironment: pulumi.Output<object>
}

/**
 * A {@link DocusignEnvironment} whose parameters are in the stack's configuration. To be called once in
 * a Pulumi program.
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
  const environment = loadEnvironment(options.environment ?? pulumi.getStack(), {
    ...{ directory, emulated: emulated !== undefined },
  })
  const { integration, name } = environment
  const parameters = readParameters(new pulumi.Config(), integration.managementAccount.contact)
  const { tenantId, subscriptionId } = await getClientConfig()
  const component = new DocusignEnvironment(`${integration.product}-${name}`, {
    ...parameters,
    ...{ environment, tenantId, subscriptionId, prefix: '' },
    ...(emulated !== undefined && { emulated }),
  })
  const { keys, evidenceKey, settings, settingsSecret, vaults, identities } = component
  return {
    commit: currentCommit(process.env, directory),
    ...{ keys, evidenceKey, settings, settingsSecret, vaults, identities },
    privateDnsZoneId: component.privateDnsZoneId,
    ciEnvironment: pulumi.output({
      name,
      ...parameters.ci,
      ...{ tenantId, subscriptionId },
      smokeClientId: identities.smoke.clientId,
      rotatorClientId: identities.rotator.clientId,
    }),
  }
}
