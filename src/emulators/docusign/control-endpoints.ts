import { type ControlEndpoint, faultEndpoints } from '../control-api.ts'
import type { Faults } from '../faults.ts'
import { changeSettings, type DocusignSettings } from './docusign-settings.ts'
import type { LiveState, RegisteredKeyPair } from './live-state.ts'
import { operations } from './operations.ts'
import {
  parseAccount,
  parseConnect,
  parseConsent,
  parseIntegrationKey,
  parseRedirectUris,
  parseState,
  parseUser,
} from './parse-state.ts'
import type { RequestCounts } from './request-counts.ts'

/** What can be seen and changed below `/emulator` while the emulator runs. */
export function controlEndpoints(
  {
    state,
    settings,
    requests,
    faults,
  }: { state: LiveState; settings: DocusignSettings; requests: RequestCounts; faults: Faults },
  now: () => number,
): ControlEndpoint[] {
  const clock = () => ({ now: new Date(now()).toISOString(), offsetMs: settings.clockOffsetMs })
  const endpoint = (
    request: `${ControlEndpoint['method']} /${string}`,
    description: string,
    handle: (body: unknown, parameters: Parameters) => unknown,
  ): ControlEndpoint => {
    const [method, path] = request.split(' ') as [ControlEndpoint['method'], string]
    return { method, path, description, handle: (body, p) => handle(body, p as Parameters) }
  }

  return [
    endpoint(
      'GET /state',
      'All that the emulator knows: {integrationKeys: [{id, redirectUris, keyPairs: [{id, publicKey}]}], users: [{id, name, email, active, accounts: [{id, name, baseUri, isDefault, isAdmin?, details?}], administers?}], consents: [{integrationKey, userId, scopes}], connect?: [{account, configurations, failures}], accounts?: [{id, details}]}.',
      () => state.snapshot(),
    ),
    endpoint('PUT /state', 'Replaces all of it; nothing changes when it is wrong.', (body) =>
      state.replace(parseState(body)),
    ),

    endpoint(
      'PUT /integration-keys',
      'Adds or replaces one: {id, redirectUris, keyPairs}.',
      (body) => state.putIntegrationKey(parseIntegrationKey(body)),
    ),
    endpoint('DELETE /integration-keys/{integrationKey}', 'Deletes one, with consents.', (_, p) =>
      state.deleteIntegrationKey(p.integrationKey),
    ),
    endpoint(
      'PUT /integration-keys/{integrationKey}/redirect-uris',
      'Replaces the list of redirect URIs.',
      (body, p) => state.setRedirectUris(p.integrationKey, parseRedirectUris(body)),
    ),
    endpoint(
      'GET /integration-keys/{integrationKey}/key-pairs',
      'Key pairs with id, RFC 7638 thumbprint, SHA-256 of the SPKI DER, and PEM.',
      (_, p) => state.keyPairs(p.integrationKey).map(describeKeyPair),
    ),
    endpoint(
      'POST /integration-keys/{integrationKey}/key-pairs',
      'UPLOAD RSA: {publicKey: PEM SPKI}; answers the new key pair with its id.',
      (body, p) => {
        const { publicKey } = (body ?? {}) as { publicKey?: unknown }
        if (typeof publicKey !== 'string') throw new TypeError('publicKey has to be a PEM text')
        const id = state.uploadKeyPair(p.integrationKey, publicKey)
        return state
          .keyPairs(p.integrationKey)
          .filter((pair) => pair.id === id)
          .map(describeKeyPair)[0]
      },
    ),
    endpoint(
      'DELETE /integration-keys/{integrationKey}/key-pairs/{keyPair}',
      'Deletes a key pair; it is refused after the setting keyPairRemovalDelayMs.',
      (_, p) => state.deleteKeyPair(p.integrationKey, p.keyPair),
    ),

    endpoint('GET /users/{user}', 'One user.', (_, p) => {
      const user = state.user(p.user)
      if (user === undefined) throw new TypeError(`there is no user ${p.user}`)
      return user
    }),
    endpoint(
      'PUT /users',
      'Adds or replaces one: {id, name, email, active, accounts, administers?}; administers are the e-mail domains for which the user may give admin consent.',
      (body) => state.putUser(parseUser(body)),
    ),
    endpoint('PUT /users/{user}/active', 'Closes a user (false) or opens it (true).', (body, p) => {
      if (typeof body !== 'boolean') throw new TypeError('the body has to be true or false')
      state.setUserActive(p.user, body)
    }),
    endpoint('DELETE /users/{user}', 'Deletes a user, with consents.', (_, p) =>
      state.deleteUser(p.user),
    ),

    endpoint(
      'POST /consents',
      'Grants consent: {integrationKey, userId, scopes}; adds to what was granted.',
      (body) => state.grantConsent(parseConsent(body)),
    ),
    endpoint(
      'DELETE /consents/{integrationKey}/{user}',
      'Revokes consent; access tokens that are out keep working.',
      (_, p) => state.revokeConsent(p.integrationKey, p.user),
    ),

    endpoint(
      'PUT /connect',
      'Replaces the webhooks of an account: {account, configurations, failures}, each entry as the REST API shows it.',
      (body) => state.putConnect(parseConnect(body)),
    ),

    endpoint(
      'PUT /accounts',
      'Replaces what is special about an account: {id, details}; the details are fields of GET /restapi/v2.1/accounts/{account}, such as {"envelopeSendingBlocked": "true"}. Those of a user are in its membership.',
      (body) => state.putAccount(parseAccount(body)),
    ),

    endpoint(
      'GET /settings',
      'How the emulator behaves where Docusign is unknown or differs.',
      () => settings,
    ),
    endpoint(
      'PUT /settings',
      'Changes the settings that are named: clockOffsetMs, dateOffsetMs (the Date header alone), audiences (values of aud besides its own host:port), maxAssertionLifetimeSeconds (null: any), tokenLifetimeSeconds, keyPairAdditionDelayMs, keyPairRemovalDelayMs, errorDescriptions ("documented", "capitalised", "missing"), unknownUser ("user_not_found", "invalid_subject"), consentError (the OAuth error with which every consent link comes back; null: none), hourlyLimit and burstLimit (calls to the REST API by account).',
      (body) => {
        changeSettings(settings, body)
        return settings
      },
    ),
    endpoint('GET /clock', "The emulator's clock and how far it is ahead.", clock),
    endpoint('PUT /clock', 'Sets how far it is ahead of the real clock: {offsetMs}.', (body) => {
      const { offsetMs } = (body ?? {}) as { offsetMs?: unknown }
      changeSettings(settings, { clockOffsetMs: offsetMs })
      return clock()
    }),

    ...faultEndpoints(faults, operations),

    endpoint('GET /requests', 'Counts of requests by operation and outcome.', () =>
      requests.list(),
    ),
    endpoint('DELETE /requests', 'Counts from zero again.', () => requests.clear()),
  ]
}

// --- internal ---

/** Names in the paths above; those that a path does not have are not asked for. */
type Parameters = Readonly<Record<'integrationKey' | 'keyPair' | 'user', string>>

function describeKeyPair({ id, publicKey }: RegisteredKeyPair) {
  const { thumbprint, spkiSha256, bits, pem } = publicKey
  return { id, thumbprint, spkiSha256, bits, publicKey: pem }
}
