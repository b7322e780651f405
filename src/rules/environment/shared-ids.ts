import type { Problem } from '../../config/problem.ts'
import type { Workspace } from '../../config/workspace.ts'
import { pairsOfPlatforms } from '../pairs-of-platforms.ts'
import type { visitUsers, Whereabouts } from './identifiers.ts'

/** Ids of users or accounts that stand in demo and in production of one product. */
export function sharedIds(workspace: Workspace, visitIds: typeof visitUsers): Problem[] {
  const problems: Problem[] = []
  for (const { demo, production } of pairsOfPlatforms(workspace)) {
    const inDemo = new Map<string, (() => Whereabouts)[]>()
    visitIds(
      demo,
      () => true,
      (id, where) => inDemo.set(id, [...(inDemo.get(id) ?? []), where]),
    )
    const isInDemo = (id: string) => inDemo.has(id)
    visitIds(production, isInDemo, (id, where) => {
      for (const here of inDemo.get(id) ?? []) {
        const { what, place } = here()
        const other = where()
        problems.push({
          place,
          message: `${what} in "${demo.name}" has the same id as ${other.what} in "${production.name}": ${id}`,
          related: [{ place: other.place, message: `${other.what} in "${production.name}"` }],
        })
      }
    })
  }
  return problems
}
