import { type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { outsideSigningVault } from '../vault/outside-signing-vault.ts'
import type { SecretFamily } from './secret-family.ts'

/** The secrets of a family that are kept in another vault than the signing vault. */
export function secretOutsideSigningVault(
  { noun, declared }: SecretFamily,
  environment: EnvironmentDraft,
): Iterable<Problem> {
  return outsideSigningVault(
    environment,
    declared(environment).flatMap(({ id, secret, document, pointer }) =>
      secret.secret === undefined
        ? []
        : {
            subject: `the ${noun} "${id}"`,
            address: secret.secret,
            place: valueAt(document, ...pointer, 'secret'),
          },
    ),
  )
}
