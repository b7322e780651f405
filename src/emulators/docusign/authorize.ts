import type { IncomingHttpHeaders } from 'node:http'
import type { DocusignContext } from './docusign-context.ts'
import type { EmulatedUser } from './docusign-state.ts'
import type { Operation } from './operations.ts'
import { consentPage, errorPage, loginPage } from './pages/oauth-pages.ts'
import type { PageAnswer } from './pages/page.ts'

/** A request to one of the pages below `/oauth/auth`. */
export interface PageRequest {
  /** The parameters of the consent link: every page of the way carries them along. */
  query: URLSearchParams
  form: URLSearchParams | undefined
  headers: IncomingHttpHeaders
}

/** The pages by method and path, each with the name of its operation. */
export const authorizePages: Readonly<
  Record<
    string,
    | {
        operation: Operation
        answer: (context: DocusignContext, request: PageRequest) => PageAnswer
      }
    | undefined
  >
> = {
  __proto__: null as never,
  /** The consent link (https://developers.docusign.com/platform/auth/reference/obtain-consent). */
  'GET /oauth/auth': { operation: 'authorize', answer: authorize },
  'POST /oauth/auth/login': { operation: 'login', answer: logIn },
  'POST /oauth/auth/consent': { operation: 'consent', answer: decide },
}

// --- internal ---

type User = Readonly<EmulatedUser>

/** A consent link that may be followed. */
interface AuthorizationRequest {
  integrationKey: string
  redirectUri: string
  scopes: string[]
  /** What an administrator is to allow for the users of whole domains. */
  adminScopes: string[]
  state?: string
  codeChallenge?: string
  forceLogin: boolean
  /** The link's parameters as they came. */
  query: URLSearchParams
}

function authorize(context: DocusignContext, { query, headers }: PageRequest): PageAnswer {
  const asked = checkRequest(context, query)
  if ('outcome' in asked) return asked
  const user = asked.forceLogin ? undefined : loggedIn(context, headers)
  return user === undefined ? askForLogin(context, asked) : proceed(context, asked, user)
}

function logIn(context: DocusignContext, { query, form }: PageRequest): PageAnswer {
  const asked = checkRequest(context, query)
  if ('outcome' in asked) return asked
  const typed = (form?.get('user') ?? form?.get('email') ?? '').trim()
  const matching = activeUsers(context).filter(
    ({ id, email }) => [id, email.toLowerCase()].includes(typed.toLowerCase()) && typed !== '',
  )
  const [user] = matching
  if (user === undefined) {
    return askForLogin(context, asked, {
      typed,
      problem: 'No active user has this e-mail address or user ID.',
    })
  }
  if (matching.length > 1) {
    return askForLogin(context, asked, {
      typed,
      users: matching,
      problem: 'Several users have this e-mail address: choose one.',
    })
  }
  return { ...proceed(context, asked, user), cookie: context.sessions.start(user.id) }
}

function decide(context: DocusignContext, { query, form, headers }: PageRequest): PageAnswer {
  const asked = checkRequest(context, query)
  if ('outcome' in asked) return asked
  const user = loggedIn(context, headers)
  if (user === undefined) return askForLogin(context, asked)
  if (form?.get('decision') !== 'allow') return redirect(asked, { error: 'access_denied' })

  const { integrationKey, scopes, adminScopes } = asked
  const grant = (userId: string, scopes: string[]) =>
    context.state.grantConsent({ integrationKey, userId, scopes })
  if (adminScopes.length > 0) {
    if (user.administers === undefined) return notAnAdministrator(user)
    for (const { id, email } of context.state.users()) {
      const domain = email.slice(email.lastIndexOf('@') + 1)
      if (isOneOf(domain, user.administers)) grant(id, adminScopes)
    }
  }
  grant(user.id, scopes)
  return redirectWithCode(context, asked, user)
}

/** After login: consent is asked for unless it was given before. */
function proceed(context: DocusignContext, asked: AuthorizationRequest, user: User): PageAnswer {
  const { integrationKey, redirectUri, scopes, adminScopes, query } = asked
  const isAdminConsent = adminScopes.length > 0
  if (isAdminConsent && user.administers === undefined) return notAnAdministrator(user)
  const consented = context.state.consentedScopes(integrationKey, user.id)
  if (!isAdminConsent && scopes.every((scope) => consented.includes(scope))) {
    return redirectWithCode(context, asked, user)
  }
  const relogin = new URLSearchParams(query)
  relogin.set('prompt', 'login')
  return {
    title: 'Allow access',
    content: consentPage({
      action: `/oauth/auth/consent?${query}`,
      loginPath: `/oauth/auth?${relogin}`,
      user,
      integrationKey,
      redirectUri,
      scopes: isAdminConsent ? adminScopes : scopes,
      domains: isAdminConsent ? user.administers : undefined,
    }),
    outcome: 'consent_page',
  }
}

/** Docusign's texts, with no redirect back as there; status 400 is our choice. */
function checkRequest(
  { state, settings }: DocusignContext,
  query: URLSearchParams,
): AuthorizationRequest | PageAnswer {
  const clientId = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  const key = state.integrationKey(clientId)
  if (key === undefined) {
    // Third parties report it.
    return refuse('client_id_not_registered', 'client id not registered', {
      'Client id of the request': [clientId],
    })
  }
  const details = {
    'Redirect URI of the request': [redirectUri],
    'Registered redirect URIs': key.redirectUris,
  }
  if (key.redirectUris.length === 0) {
    // github docusign/code-examples-python#29
    return refuse(
      'no_redirect_uris_registered',
      'There are no redirect URIs registered with DocuSign',
      details,
    )
  }
  if (!key.redirectUris.includes(redirectUri)) {
    // https://support.docusign.com/en/articles/Redirect-URI-not-registered
    return refuse(
      'redirect_uri_not_registered',
      'The redirect URI is not registered properly with DocuSign',
      details,
    )
  }
  if (query.get('response_type') !== 'code') {
    // github docusign/docusign-esign-csharp-client#270
    return refuse(
      'response_type_not_supported',
      'Invalid authentication request: The response type is not supported.',
      { 'Response type of the request': [query.get('response_type') ?? ''] },
    )
  }
  const isS256 = query.get('code_challenge_method') === 'S256'
  const asked = {
    integrationKey: key.id,
    redirectUri,
    // An unknown scope is one more scope: `signature%2Bimpersonation` is consented to in vain.
    scopes: splitScopes(query.get('scope')),
    adminScopes: splitScopes(query.get('admin_consent_scope')),
    state: query.get('state') ?? undefined,
    codeChallenge: isS256 ? (query.get('code_challenge') ?? undefined) : undefined,
    forceLogin: query.get('prompt') === 'login',
    query,
  }
  // RFC 6749 section 4.1.2.1; what Docusign does is unknown.
  const error = asked.scopes.length === 0 ? 'invalid_scope' : settings.consentError
  return error === null ? asked : redirect(asked, { error })
}

function splitScopes(scopes: string | null): string[] {
  return (scopes ?? '').split(' ').filter((scope) => scope !== '')
}

function refuse(
  outcome: string,
  text: string,
  details: Readonly<Record<string, readonly string[]>>,
): PageAnswer {
  return {
    status: 400,
    title: 'Request refused',
    content: errorPage({ text, details }),
    outcome,
  }
}

/** Third parties report the first sentence; the second is cut off there, and ours. */
function notAnAdministrator({ name, email, id }: User): PageAnswer {
  return refuse(
    'not_an_organization_admin',
    'You are not an organization admin. Please contact your DocuSign Administrator.',
    { 'Logged in': [name, email, id] },
  )
}

function askForLogin(
  context: DocusignContext,
  { query }: AuthorizationRequest,
  again: { typed?: string; problem?: string; users?: readonly User[] } = {},
): PageAnswer {
  const active = activeUsers(context)
  return {
    title: 'Log in',
    content: loginPage({
      action: `/oauth/auth/login?${query}`,
      users: active.slice(0, 20),
      total: active.length,
      ...again,
    }),
    outcome: 'login_page',
  }
}

function activeUsers({ state }: DocusignContext): User[] {
  return [...state.users()].filter(({ active }) => active)
}

function loggedIn(context: DocusignContext, headers: IncomingHttpHeaders): User | undefined {
  const id = context.sessions.userId(headers)
  const user = id === undefined ? undefined : context.state.user(id)
  return user?.active ? user : undefined
}

function redirectWithCode(
  { codes }: DocusignContext,
  asked: AuthorizationRequest,
  user: User,
): PageAnswer {
  const { integrationKey, scopes, codeChallenge } = asked
  const code = codes.issue({ integrationKey, userId: user.id, scopes }, codeChallenge)
  return redirect(asked, { code })
}

/** Goes to the registered URI as it was registered, with parameters added. */
function redirect(
  { redirectUri, state }: AuthorizationRequest,
  answer: { code: string } | { error: string },
): PageAnswer {
  const [base = '', fragment] = redirectUri.split('#', 2)
  const parameters = new URLSearchParams({ ...answer, ...(state === undefined ? {} : { state }) })
  const added = String(parameters).replaceAll('+', '%20')
  const location = `${base}${base.includes('?') ? '&' : '?'}${added}`
  return {
    location: fragment === undefined ? location : `${location}#${fragment}`,
    outcome: 'error' in answer ? answer.error : 'code',
  }
}

function isOneOf(domain: string, domains: readonly string[]): boolean {
  return domains.some((known) => known.toLowerCase() === domain.toLowerCase())
}
