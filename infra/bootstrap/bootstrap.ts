import { getClientConfig } from '@pulumi/azure-native/authorization/getClientConfig.js'
import * as pulumi from '@pulumi/pulumi'
import { DocusignBootstrap } from './docusign-bootstrap.ts'
import { readBootstrapParameters } from './parameters.ts'

export { DocusignBootstrap, type DocusignBootstrapArgs } from './docusign-bootstrap.ts'

/** The stack's outputs: what the main stack and CI are set up with. */
export interface Bootstrapped
  extends Pick<
    DocusignBootstrap,
    'backendUrl' | 'secretsProvider' | 'deployerClientId' | 'previewClientId'
  > {
  tenantId: string
  subscriptionId: string
  /** What the main stack's parameter `ci` takes. */
  ci: pulumi.Output<object>
}

/**
 * A {@link DocusignBootstrap} for the environment that the stack is named after, with the parameters of
 * the stack's configuration.
 */
export async function bootstrap(): Promise<Bootstrapped> {
  const parameters = readBootstrapParameters(new pulumi.Config())
  const { tenantId, subscriptionId } = await getClientConfig()
  const environment = pulumi.getStack()
  const { backendUrl, secretsProvider, deployerClientId, previewClientId } = new DocusignBootstrap(
    environment,
    { ...parameters, environment, tenantId, subscriptionId, prefix: '' },
  )
  return {
    ...{ backendUrl, secretsProvider, deployerClientId, previewClientId },
    ...{ tenantId, subscriptionId },
    ci: pulumi.output({ backendUrl, deployerClientId, previewClientId }),
  }
}
