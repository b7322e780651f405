import type { Judgement } from '../judgement.ts'
import { overrideOptions } from '../overrides.ts'
import type { Case } from './case.ts'

/** Refused, unless it was allowed by name: then it is a danger that says so. */
export function allowedByName(
  { overrides }: Case,
  name: 'integrationKeyChanged' | 'platformChanged' | 'vaultChanged' | 'environmentRemoved',
  judgement: Omit<Judgement, 'weight'>,
): Judgement {
  const option = overrideOptions[name]
  return overrides[name] === true
    ? {
        ...judgement,
        weight: 'danger',
        message: `${judgement.message} (allowed by ${option})`,
      }
    : {
        ...judgement,
        weight: 'refused',
        wayForward: `${judgement.wayForward}; if it is meant, say so with ${option}`,
      }
}
