import { type Place, type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { vaultOf } from './vault-of.ts'

/** Something that the signing vault should hold. */
export interface Held {
  /** Such as `the key pair "2026-05"`. */
  subject: string
  /** Id of the vault key or secret. */
  address: string
  /** Of the address. */
  place: Place
}

/** What is in another vault than the environment's signing vault, as far as that is declared. */
export function* outsideSigningVault(
  { integration }: EnvironmentDraft,
  held: Iterable<Held>,
): Iterable<Problem> {
  const signing = integration?.value.vaults?.signing
  if (integration === undefined || signing === undefined) return
  for (const { subject, address, place } of held) {
    const vault = vaultOf(address)
    if (vault === vaultOf(signing)) continue
    yield {
      place,
      message: `${subject} is in the vault "${vault}", not in the signing vault "${vaultOf(signing)}"`,
      related: [
        {
          place: valueAt(integration, 'vaults', 'signing'),
          message: 'the signing vault is declared here',
        },
      ],
    }
  }
}
