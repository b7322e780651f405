import { demoBaseUri, isBaseUri } from '../../config/base-uri.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

export const baseUriPlatform: EnvironmentRule = {
  id: 'tenant/base-uri-platform',
  severity: 'error',
  summary:
    'Accounts of the platform "demo" have the base URI https://demo.docusign.net, accounts in production never do: the two share no accounts.',
  help: 'Correct the base URI, or move the tenant to the environment where its account is.',
  *check({ integration, tenants }) {
    const platform = integration?.value.platform
    if (integration === undefined || (platform !== 'demo' && platform !== 'production')) return
    for (const tenant of tenants) {
      const { baseUri: uri } = tenant.value
      // Other forms are reported by `tenant/base-uri`.
      if (uri === undefined || !isBaseUri(uri)) continue
      if ((uri === demoBaseUri) === (platform === 'demo')) continue
      yield {
        place: valueAt(tenant, 'baseUri'),
        message: `the base URI "${uri}" of the tenant "${tenant.id}" does not go with the platform "${platform}"`,
        related: [
          { place: valueAt(integration, 'platform'), message: `the platform is "${platform}"` },
        ],
      }
    }
  },
}
