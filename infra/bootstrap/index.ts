// Run once for an environment, by the owner of the subscription: see docs/deploy.md.
import { bootstrap } from './bootstrap.ts'

export const {
  backendUrl,
  secretsProvider,
  deployerClientId,
  previewClientId,
  tenantId,
  subscriptionId,
  ci,
} = await bootstrap()
