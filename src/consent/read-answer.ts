import { safeText } from '../docusign/safe-text.ts'
import { StateRefused } from './consent-error.ts'

/** What Docusign brought back with the redirect. */
export interface ConsentAnswer {
  state: string
  /** `failed`: neither yes nor no. */
  outcome: 'granted' | 'denied' | 'failed'
  /** The OAuth error, as far as it may be shown; absent: there was none. */
  error?: string
  description?: string
}

/**
 * Reads an answer out of the URL that the browser came back to.
 *
 * @param url whole, or from its path on as web servers have it.
 * @throws {StateRefused} when it has no state, or several.
 */
export function readAnswer(url: string): ConsentAnswer {
  const base = 'https://answer.invalid'
  const parameters = URL.canParse(url, base) ? new URL(url, base).searchParams : undefined
  const states = parameters?.getAll('state') ?? []
  const [state] = states
  if (state === undefined || state === '' || states.length > 1) {
    throw new StateRefused(
      'missing',
      'the address has no state: the link that was followed is not one with a signed state',
    )
  }
  const errors = parameters?.getAll('error') ?? []
  const [error] = errors
  // The code itself is not needed: consent counts for the JWT grant without it.
  if (error === undefined) {
    return { state, outcome: parameters?.has('code') === true ? 'granted' : 'failed' }
  }
  if (errors.length === 1 && error.toLowerCase() === 'access_denied') {
    return { state, outcome: 'denied' }
  }
  const description = safeText(parameters?.get('error_description'))
  return {
    ...{ state, outcome: 'failed', error: safeText(errors.join(' '), 64) ?? '' },
    ...(description !== undefined && { description }),
  }
}
