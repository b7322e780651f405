import type { Place } from '../../config/problem.ts'
import { pairsOfPlatforms } from '../pairs-of-platforms.ts'
import type { WorkspaceRule } from '../rule.ts'
import { redirectUris } from './redirect-uris.ts'

export const shared: WorkspaceRule = {
  id: 'redirect-uri/shared',
  severity: 'warning',
  summary:
    'Demo and production of a product have different redirect URIs: a shared page cannot know which platform a code is from.',
  help: 'Let demo return to a host or a path of its own.',
  *checkWorkspace(workspace) {
    for (const { demo, production } of pairsOfPlatforms(workspace)) {
      const taken = new Map<string, Place>()
      for (const { text, place } of redirectUris(production)) taken.set(text, place)
      for (const { text, place } of redirectUris(demo)) {
        const other = taken.get(text)
        if (other === undefined) continue
        yield {
          place,
          message: `the redirect URI "${text}" is also one of the environment "${production.name}"`,
          related: [{ place: other, message: 'listed for production here' }],
        }
      }
    }
  },
}
