import { globalAgent } from 'node:https'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccountClient } from '../../../src/docusign/account-client.ts'
import { checkSending } from '../../../src/docusign/check-sending.ts'
import { startEmulatedDocusign, userId } from '../../support/start-emulated-docusign.ts'

const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'

let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
let token: string
beforeAll(async () => {
  emulated = await startEmulatedDocusign()
  // What NODE_EXTRA_CA_CERTS does for a whole process: the SDK has no option for it.
  globalAgent.options.ca = emulated.authority.certificate
  token = ((await emulated.login()).body as { access_token: string }).access_token
})
afterAll(async () => {
  globalAgent.options.ca = undefined
  globalAgent.destroy()
  await emulated.close()
})

interface Sdk {
  AccountsApi: new (client: object) => { getAccountInformation(id: string): Promise<object> }
  UsersApi: new (client: object) => { getInformation(id: string, user: string): Promise<object> }
}

/** What the vendor's own client reads. */
async function readBySdk() {
  const esign: Sdk & { ApiClient: new () => Record<string, (...given: string[]) => void> } =
    createRequire(import.meta.url)('docusign-esign')
  const client = new esign.ApiClient()
  client.setBasePath?.(`${emulated.docusign.url}/restapi`)
  client.addDefaultHeader?.('Authorization', `Bearer ${token}`)
  return {
    account: await new esign.AccountsApi(client).getAccountInformation(account),
    user: await new esign.UsersApi(client).getInformation(account, userId),
  }
}

/** What ikctl makes of the same. */
async function judge() {
  const { docusign, authority, clock } = emulated
  const client = createAccountClient({
    ...{ origin: docusign.url, ca: authority.certificate, connections: 1 },
    now: () => clock.now,
  })
  const read = await client.readAccount(account, token)
  const user = await client.readUser(account, userId.toUpperCase(), token)
  await client.close()
  if (!read.ok || !user.ok) throw new Error('could not be read')
  return checkSending(
    { account: read.account, user: user.user },
    { now: clock.now, expectsAdministrator: false },
  )
}

function change(details: object, membership: object = {}) {
  const { state } = emulated.docusign
  state.putAccount({ id: account, details: { ...details } })
  const user = state.user(userId)
  const [first] = user?.accounts ?? []
  if (user === undefined || first === undefined) throw new Error('no such user')
  const { details: _, ...rest } = first
  state.putUser({ ...user, accounts: [{ ...rest, isAdmin: false, ...membership }] })
}

test('an account that can send, as docusign-esign reads it', async () => {
  change({})
  expect(await readBySdk()).toMatchObject({
    account: { accountIdGuid: account, envelopeSendingBlocked: 'false' },
    user: {
      userId,
      userStatus: 'Active',
      isAdmin: 'False',
      userSettings: { canSendEnvelope: 'true', canSendAPIRequests: 'true' },
    },
  })
  expect(await judge()).toEqual({ warnings: [] })
})

test('one that cannot, and a user who may not', async () => {
  const blocked = { envelopeSendingBlocked: 'true', suspensionStatus: 'suspended' }
  change(blocked, { isAdmin: true, details: { userSettings: { canSendEnvelope: 'false' } } })
  expect(await readBySdk()).toMatchObject({
    account: blocked,
    user: { isAdmin: 'True', userSettings: { canSendEnvelope: 'false' } },
  })
  const { failure, warnings } = await judge()
  expect(failure?.class).toBe('sending_blocked')
  expect(warnings.map((warning) => warning.class)).toEqual([
    'account_suspension',
    'user_is_administrator',
  ])
})

test('what was put is part of the state, and survives a replacement on its own', () => {
  const { state } = emulated.docusign
  change({ planEndDate: '2026-06-01' }, { details: { userStatus: 'Disabled' } })
  const before = state.snapshot()
  state.replace(before)
  expect(state.snapshot()).toEqual(before)
  expect(state.account(account.toUpperCase())?.details).toEqual({ planEndDate: '2026-06-01' })
  expect(() => state.putAccount({ id: 'acme', details: {} })).toThrow(TypeError)
})

test('a user who is no member of the account is not found', async () => {
  const { https, docusign } = emulated
  const answer = await https.get(
    `${docusign.url}/restapi/v2.1/accounts/${account}/users/${account}`,
    { authorization: `Bearer ${token}` },
  )
  expect(answer).toMatchObject({ status: 400, body: { errorCode: 'USER_NOT_FOUND' } })
})
