import { canonicalGuid } from '../../config/guid.ts'
import { valueAt } from '../../config/problem.ts'
import { pairsOfPlatforms } from '../pairs-of-platforms.ts'
import type { WorkspaceRule } from '../rule.ts'

/** https://developers.docusign.com/partner/go-live */
export const integrationKey: WorkspaceRule = {
  id: 'environment/integration-key',
  severity: 'warning',
  summary:
    'Demo and production of a product have the same integration key: going live copies the key, GUID included.',
  help: 'Copy the integration key from Apps and Keys of both platforms; if they are two applications, give them two product names.',
  *checkWorkspace(workspace) {
    for (const { demo, production } of pairsOfPlatforms(workspace)) {
      const [demoKey, productionKey] = [demo, production].map(
        ({ integration }) => integration?.value.integrationKey,
      )
      if (demoKey === undefined || productionKey === undefined) continue
      if (canonicalGuid(demoKey) === canonicalGuid(productionKey)) continue
      if (demo.integration === undefined || production.integration === undefined) continue
      yield {
        place: valueAt(demo.integration, 'integrationKey'),
        message: `the environments "${demo.name}" and "${production.name}" of one product have different integration keys: ${demoKey} and ${productionKey}`,
        related: [
          {
            place: valueAt(production.integration, 'integrationKey'),
            message: `the integration key of "${production.name}"`,
          },
        ],
      }
    }
  },
}
