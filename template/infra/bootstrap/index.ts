// Run once for an environment, by the owner of the subscription.
import { bootstrap } from 'ikctl/infra/bootstrap'

export const {
  backendUrl,
  secretsProvider,
  deployerClientId,
  previewClientId,
  tenantId,
  subscriptionId,
  ci,
} = await bootstrap()
