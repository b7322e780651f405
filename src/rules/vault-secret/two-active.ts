import { type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import type { SecretFamily } from './secret-family.ts'

/** Every active secret of a family beside the first. */
export function* twoActive(
  { noun, declared }: SecretFamily,
  environment: EnvironmentDraft,
): Iterable<Problem> {
  const [first, ...others] = declared(environment).filter(({ secret }) => secret.state === 'active')
  if (first === undefined) return
  for (const { id, document, pointer } of others) {
    yield {
      place: valueAt(document, ...pointer, 'state'),
      message: `the ${noun} "${id}" is active beside "${first.id}"`,
      related: [
        {
          place: valueAt(first.document, ...first.pointer, 'state'),
          message: `"${first.id}" is active here`,
        },
      ],
    }
  }
}
