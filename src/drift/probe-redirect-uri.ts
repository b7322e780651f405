import type { Dispatcher } from 'undici'
import { request } from 'undici'

/** Whether Docusign knows a redirect URI: yes, no, or that is unknown. */
export type RedirectUriProbe = 'registered' | 'not registered' | 'unknown'

/** Texts on Docusign's page that name the cause. */
const refusals = [
  'redirect URI is not registered properly',
  'There are no redirect URIs registered',
]

/**
 * Asks Docusign's authorization page about a consent link, as a visitor who is not logged in, and
 * looks for what it says. How the page answers is known from support articles and reports only, so
 * an answer that is not understood is `unknown`.
 *
 * @param link a consent link with the redirect URI in question.
 * @param redirectUri the redirect URI: a redirect to it is a yes.
 * @see https://support.docusign.com/en/articles/Redirect-URI-not-registered
 */
export async function probeRedirectUri(
  link: string,
  redirectUri: string,
  options: { dispatcher?: Dispatcher; signal?: AbortSignal } = {},
): Promise<RedirectUriProbe> {
  let answer: Awaited<ReturnType<typeof request>>
  try {
    answer = await request(link, { method: 'GET', headersTimeout: 10_000, ...options })
  } catch {
    return 'unknown'
  }
  const location = String(answer.headers.location ?? '')
  const page = await readStart(answer.body)
  if (refusals.some((text) => page.includes(text))) return 'not registered'
  if (answer.statusCode >= 300 && answer.statusCode < 400 && location.startsWith(redirectUri)) {
    return 'registered'
  }
  // A visitor whose request is in order is asked who he is.
  const asksForLogin = /#\/username|name="(?:email|username)"/.test(location + page)
  return answer.statusCode < 400 && asksForLogin ? 'registered' : 'unknown'
}

// --- internal ---

/** The page's first 256 KiB: the texts stand at its beginning, and nobody may keep us reading. */
async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  let page = ''
  try {
    for await (const chunk of body) {
      page += String(chunk)
      if (page.length > 262_144) break
    }
  } catch {
    return page
  }
  return page
}
