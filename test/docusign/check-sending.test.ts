import { describe, expect, test } from 'vitest'
import {
  type AccountDetails,
  readAccountDetails,
  readUserDetails,
  type UserDetails,
} from '../../src/docusign/account-details.ts'
import { checkSending, isUserUnreadable } from '../../src/docusign/check-sending.ts'
import { failures, healthy } from '../support/fake-docusign.ts'

const now = Date.UTC(2026, 4, 4, 12)
const options = { now, expectsAdministrator: false }

function check(changes: Partial<AccountDetails & UserDetails>, expectsAdministrator = false) {
  const details = { ...healthy, ...changes }
  return checkSending({ account: details, user: details }, { now, expectsAdministrator })
}

test('an account and a user that can send', () => {
  expect(check({})).toEqual({ warnings: [] })
})

describe('keeps from sending', () => {
  test.each<[string, Partial<AccountDetails & UserDetails>, string]>([
    ['a blocked account', { envelopeSendingBlocked: 'true' }, 'sending_blocked'],
    ['in another case', { envelopeSendingBlocked: 'True' }, 'sending_blocked'],
    ['a plan that ended', { planEndDate: '2026-05-04T11:59:59Z' }, 'plan_ended'],
    ['at this very moment', { planEndDate: '2026-05-04T12:00:00.0000000Z' }, 'plan_ended'],
    ['in UTC where no zone is named', { planEndDate: '2026-05-04T12:00:00' }, 'plan_ended'],
    ['at the beginning of a day', { planEndDate: '2026-05-04' }, 'plan_ended'],
    ['a closed user', { userStatus: 'Closed' }, 'user_inactive'],
    ['a disabled user', { userStatus: 'Disabled' }, 'user_inactive'],
    ['a user who never came', { userStatus: 'ActivationSent' }, 'user_inactive'],
    ['a user to be activated', { userStatus: 'activationrequired' }, 'user_inactive'],
    ['a user without the right', { canSendEnvelope: 'false' }, 'user_may_not_send'],
    ['a user without the API', { canSendAPIRequests: 'false' }, 'user_not_allowed'],
  ])('%s', (_, changes, expected) => {
    expect(check(changes)).toMatchObject({
      failure: { class: expected, scope: 'tenant', proof: 'refusal', retryable: false },
      warnings: [],
    })
  })

  test('several reasons are all named, under the class of the first', () => {
    const { failure } = check({ envelopeSendingBlocked: 'true', userStatus: 'Closed' })
    expect(failure?.class).toBe('sending_blocked')
    expect(failure?.message).toMatch(/envelopeSendingBlocked.*; .*userStatus is "Closed"/)
  })
})

describe('is only to be looked at', () => {
  test.each<[string, Partial<AccountDetails & UserDetails>, string, string]>([
    ['a suspension', { suspensionStatus: 'on_hold' }, 'account_suspension', '"on_hold"'],
    [
      'a plan near its end',
      { planEndDate: '2026-06-03T12:00:00Z' },
      'plan_ends_soon',
      '2026-06-03',
    ],
    [
      'all envelopes sent',
      { billingPeriodEnvelopesSent: '100' },
      'envelopes_used_up',
      '100 of 100 envelopes',
    ],
    ['an administrator', { isAdmin: 'True' }, 'user_is_administrator', 'isAdmin'],
    [
      'a status that nobody documents',
      { userStatus: 'Resting' },
      'undocumented_value',
      '"Resting"',
    ],
    ['a block of another kind', { envelopeSendingBlocked: '1' }, 'undocumented_value', '"1"'],
    ['a date of another form', { planEndDate: '6/1/2020' }, 'undocumented_value', '"6/1/2020"'],
    [
      'a day that does not exist',
      { planEndDate: '2026-02-31T25:00:00Z' },
      'undocumented_value',
      '',
    ],
    [
      'a date that means none',
      { planEndDate: '0001-01-01T00:00:00' },
      'undocumented_value',
      'planEndDate',
    ],
    ['a right of another kind', { canSendEnvelope: 'no' }, 'undocumented_value', '"no"'],
    [
      'a missing block',
      { envelopeSendingBlocked: undefined },
      'rights_not_read',
      'envelopeSending',
    ],
    ['a missing status', { userStatus: undefined }, 'rights_not_read', 'userStatus'],
    ['a missing right', { canSendEnvelope: undefined }, 'rights_not_read', 'canSendEnvelope'],
  ])('%s', (_, changes, expected, message) => {
    const { failure, warnings } = check(changes)
    expect(failure).toBeUndefined()
    expect(warnings).toEqual([{ class: expected, message: expect.stringContaining(message) }])
  })

  test('together with a reason', () => {
    expect(check({ isAdmin: 'true', userStatus: 'Closed' })).toMatchObject({
      failure: { class: 'user_inactive' },
      warnings: [{ class: 'user_is_administrator' }],
    })
  })

  test('a user who may not be read', () => {
    const failure = failures.unknown()
    expect(isUserUnreadable(failure)).toBe(true)
    expect(checkSending({ account: healthy, user: failure }, options)).toEqual({
      warnings: [{ class: 'rights_not_read', message: expect.stringContaining('account_on_fire') }],
    })
    const others = [failures.noMember(), failures.disabledKey(), failures.serverError()]
    expect(others.map(isUserUnreadable)).toEqual([false, false, false])
  })
})

test.each<[string, Partial<AccountDetails & UserDetails>]>([
  ['a plan that goes on', { planEndDate: '2026-06-03T12:00:01Z' }],
  ['numbers that are words', { billingPeriodEnvelopesAllowed: 'unlimited' }],
  ['numbers below zero', { billingPeriodEnvelopesAllowed: '-1' }],
])('%s is fine', (_, changes) => {
  expect(check(changes)).toEqual({ warnings: [] })
})

test('an administrator is fine where webhooks are read', () => {
  expect(check({ isAdmin: 'true' }, true)).toEqual({ warnings: [] })
})

test('a value that could be a piece of a token is not shown', () => {
  const secret = 'eyJ0eXAiOiJNVCJ9.CANARYq7Zt4x9.YgBAAAABAAYAAA'
  for (const name of ['suspensionStatus', 'userStatus', 'canSendEnvelope', 'planEndDate']) {
    const [warning] = check({ [name]: secret }).warnings
    expect(warning?.message).toContain('***')
    expect(warning?.message).not.toContain('CANARY')
  }
})

describe('answers', () => {
  const id = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'

  test('of another account or user are none', () => {
    const other = id.replace('5', '6')
    expect(readAccountDetails({ accountIdGuid: other }, id)).toBeUndefined()
    expect(readUserDetails({ userId: other }, id)).toBeUndefined()
  })

  test('that are about something else are none', () => {
    for (const other of [{}, { status: 'ok' }, { accountName: ' ', userName: {} }]) {
      expect(readAccountDetails(other, id)).toBeUndefined()
      expect(readUserDetails(other, id)).toBeUndefined()
    }
  })

  test('with nothing in them say nothing', () => {
    const empty = { suspensionStatus: ' ', userSettings: null, planEndDate: '', isAdmin: {} }
    const values = {
      ...readAccountDetails({ accountName: 'Acme', ...empty }, id)?.account,
      ...readUserDetails({ userName: 'Bo', ...empty }, id)?.user,
    }
    expect(new Set(Object.values(values))).toEqual(new Set([undefined]))
  })

  test('may hold real booleans', () => {
    const answer = { isAdmin: true, userSettings: { canSendEnvelope: false } }
    expect(readUserDetails(answer, id)?.user).toMatchObject({
      isAdmin: 'true',
      canSendEnvelope: 'false',
    })
  })
})
