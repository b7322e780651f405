import { StateRefused } from './consent-error.ts'

/** What Docusign brought back with the redirect. */
export interface ConsentAnswer {
  state: string
  granted: boolean
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
  // The code itself is not needed: consent counts for the JWT grant without it.
  return { state, granted: !parameters?.has('error') && parameters?.has('code') === true }
}
