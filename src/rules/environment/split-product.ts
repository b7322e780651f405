import { canonicalGuid } from '../../config/guid.ts'
import { isOnLoopback } from '../../config/platform-traits.ts'
import { type Place, valueAt } from '../../config/problem.ts'
import type { WorkspaceRule } from '../rule.ts'

export const splitProduct: WorkspaceRule = {
  id: 'environment/split-product',
  severity: 'warning',
  summary:
    'A product has one integration key on a platform: each further key needs its own go-live, redirect URIs, key pairs and consents.',
  help: 'Use the same key, or give the second application a product name of its own.',
  *checkWorkspace({ environments }) {
    const first = new Map<string, { name: string; key: string; place: Place }>()
    for (const { name, integration } of environments) {
      if (integration === undefined) continue
      const { product, platform, integrationKey } = integration.value
      if (product === undefined || integrationKey === undefined) continue
      // Everybody may have emulators with a key of their own.
      if (platform === undefined || isOnLoopback(platform)) continue
      const key = canonicalGuid(integrationKey)
      const place = valueAt(integration, 'integrationKey')
      const before = first.get(`${product} ${platform}`)
      if (before === undefined) first.set(`${product} ${platform}`, { name, key, place })
      else if (before.key !== key) {
        yield {
          place,
          message: `the environments "${before.name}" and "${name}" of the product "${product}" have different integration keys on the platform "${platform}"`,
          related: [{ place: before.place, message: `the integration key of "${before.name}"` }],
        }
      }
    }
  },
}
