import type { LiveState } from './live-state.ts'
import { adminPage } from './pages/admin-page.ts'
import type { PageAnswer } from './pages/page.ts'

/**
 * `/emulator/admin`: the state as a page like *Apps and Keys*, without script.
 *
 * @param query `integrationKey` and `search`.
 * @param form `undefined` shows the page; else its `action` is done first.
 */
export function administer(
  state: LiveState,
  query: URLSearchParams,
  form?: URLSearchParams,
): PageAnswer {
  const asked = query.get('integrationKey')?.toLowerCase() ?? ''
  const integrationKeys = state.integrationKeyIds()
  const integrationKey = integrationKeys.includes(asked) ? asked : integrationKeys[0]
  const search = query.get('search') ?? ''
  let problem: string | undefined
  if (form !== undefined) {
    try {
      const action = actions[form.get('action') ?? '']
      if (action === undefined) throw new TypeError('unknown action')
      const done = action(state, integrationKey ?? '', form)
      const there = new URLSearchParams({ integrationKey: integrationKey ?? '', search })
      if (typeof done === 'string') there.set('uploaded', done)
      return { location: `/emulator/admin?${there}`, outcome: 'done' }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      problem = error.message
    }
  }

  const matching = [...state.users()].filter(({ name, email, id, accounts }) =>
    [name, email, id, ...accounts.map((account) => `${account.name} ${account.id}`)].some((text) =>
      text.toLowerCase().includes(search.trim().toLowerCase()),
    ),
  )
  const keyPairs = integrationKey === undefined ? [] : state.keyPairs(integrationKey)
  return {
    status: problem === undefined ? 200 : 400,
    title: 'Apps and Keys',
    content: adminPage({
      integrationKeys,
      integrationKey,
      keyPairs,
      redirectUris: state.integrationKey(integrationKey ?? '')?.redirectUris ?? [],
      users: matching.slice(0, 50).map((user) => ({
        user,
        scopes: state.consentedScopes(integrationKey ?? '', user.id),
      })),
      total: matching.length,
      search,
      problem,
      // Only what is there is shown: a link cannot make the page say something.
      uploaded: keyPairs.find(({ id }) => id === query.get('uploaded'))?.id,
    }),
    outcome: 'page',
  }
}

// --- internal ---

/** What the page's forms do; a text is the id of a key pair that was uploaded. */
const actions: Readonly<
  Record<
    string,
    ((state: LiveState, integrationKey: string, form: URLSearchParams) => unknown) | undefined
  >
> = {
  __proto__: null as never,
  'upload-key-pair': (state, integrationKey, form) =>
    state.uploadKeyPair(integrationKey, form.get('publicKey') ?? ''),
  'delete-key-pair': (state, integrationKey, form) =>
    state.deleteKeyPair(integrationKey, form.get('keyPair') ?? ''),
  'set-redirect-uris': (state, integrationKey, form) => {
    const lines = (form.get('redirectUris') ?? '').split(/\r?\n/)
    state.setRedirectUris(
      integrationKey,
      lines.filter((line) => line !== ''),
    )
  },
  'revoke-consent': (state, integrationKey, form) =>
    state.revokeConsent(integrationKey, form.get('user') ?? ''),
  'close-user': (state, _, form) => state.setUserActive(form.get('user') ?? '', false),
  'open-user': (state, _, form) => state.setUserActive(form.get('user') ?? '', true),
}
