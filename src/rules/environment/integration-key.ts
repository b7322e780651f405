import { canonicalGuid } from '../../config/guid.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { pairsOfPlatforms } from '../pairs-of-platforms.ts'
import type { WorkspaceRule } from '../rule.ts'

/** https://developers.docusign.com/partner/go-live; it is about keys made in Apps and Keys. */
export const integrationKey: WorkspaceRule = {
  id: 'environment/integration-key',
  severity: 'warning',
  summary:
    'Demo and production of a product have the same integration key: going live copies the key, GUID included.',
  help: 'Copy the integration key from Apps and Keys of both platforms. If it was made in the Developer Console, say so with "managedIn: developer-console"; if they are two applications, give them two product names.',
  *checkWorkspace(workspace) {
    for (const { demo, production } of pairsOfPlatforms(workspace)) {
      const [demoKey, productionKey] = [demo, production].map(
        ({ integration }) => integration?.value.integrationKey,
      )
      if (demoKey === undefined || productionKey === undefined) continue
      // The Developer Console has a client id for demo; whether it is another one is not documented.
      if ([demo, production].some(isOfConsole)) continue
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

// --- internal ---

function isOfConsole({ integration }: EnvironmentDraft): boolean {
  return integration?.value.managedIn === 'developer-console'
}
