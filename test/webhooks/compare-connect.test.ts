import { describe, expect, test } from 'vitest'
import {
  readConnectConfigurations,
  readConnectFailures,
} from '../../src/docusign/connect-configuration.ts'
import { compareConnect } from '../../src/webhooks/compare-connect.ts'

const now = Date.UTC(2026, 5, 1, 12)
const url = 'https://hooks.contoso.example/docusign'
const declared = {
  url,
  events: ['envelope-completed', 'envelope-declined'],
  hmac: 'integrator' as const,
}
const asDeclared = {
  connectId: '8011',
  name: 'Contoso',
  urlToPublishTo: url,
  allowEnvelopePublish: 'true',
  configurationType: 'custom',
  deliveryMode: 'SIM',
  eventData: { version: 'restv2.1', format: 'json', includeData: [] },
  events: ['envelope-completed', 'envelope-declined', 'recipient-sent'],
  includeHMAC: 'true',
  integratorManaged: 'true',
  requiresAcknowledgement: 'true',
  pausePublish: 'false',
}

function compare(
  configurations: readonly object[],
  failures: readonly object[] = [],
  webhooks: Parameters<typeof compareConnect>[0] = declared,
) {
  const read = readConnectConfigurations({ configurations, totalRecords: '1' })
  const messages = readConnectFailures({ failures })
  if (read === undefined || messages === undefined) throw new Error('unreadable')
  return compareConnect(webhooks, { ...read, ...messages }, now)
}

test('an account as declared has no problem, whatever else it configures', () => {
  const salesforce = { ...asDeclared, connectId: '1', configurationType: 'salesforce' }
  const customers = { connectId: '2', name: 'own', urlToPublishTo: 'https://acme.example/hook' }
  expect(compare([salesforce, customers, asDeclared])).toEqual([])
})

test('a value that Docusign did not give is not a problem', () => {
  const { connectId, urlToPublishTo, events } = asDeclared
  expect(compare([{ connectId, urlToPublishTo, events }])).toEqual([])
})

describe('each fault is named, and nothing else', () => {
  test.each([
    ['missing', [], /no Connect configuration sends to the webhook URL/],
    ['missing', [{ ...asDeclared, configurationType: 'salesforce' }], /no Connect/],
    [
      'missing',
      [{ ...asDeclared, urlToPublishTo: 'https://acme.example/h', integratorManaged: 'false' }],
      /no Connect/,
    ],
    [
      'other_url',
      [{ ...asDeclared, urlToPublishTo: 'https://hooks.contoso.example/v1' }],
      /"Contoso" \(connectId 8011\) sends to https:\/\/hooks\.contoso\.example\/v1$/,
    ],
    ['other_url', [{ ...asDeclared, urlToPublishTo: 'https://elsewhere.example/' }], /elsewhere/],
    ['duplicate', [asDeclared, { ...asDeclared, connectId: '8012' }], /connectId 8012/],
    ['disabled', [{ ...asDeclared, allowEnvelopePublish: 'false' }], /is switched off$/],
    [
      'disabled',
      [{ ...asDeclared, allowEnvelopePublish: 'false', disabledBy: 'Sender' }],
      /disabledBy: Sender/,
    ],
    ['paused', [{ ...asDeclared, pausePublish: 'true' }], /is paused/],
    ['format', [{ ...asDeclared, deliveryMode: 'aggregate' }], /aggregate instead of/],
    ['format', [{ ...asDeclared, eventData: { version: 'restv2', format: 'json' } }], /restv2,/],
    ['format', [{ ...asDeclared, eventData: { version: 'restv2.1', format: 'xml' } }], /xml/],
    [
      'events_missing',
      [{ ...asDeclared, events: ['envelope-completed'] }],
      /does not send envelope-declined$/,
    ],
    ['hmac_off', [{ ...asDeclared, includeHMAC: 'false' }], /without an HMAC signature/],
    ['hmac_not_integrator', [{ ...asDeclared, integratorManaged: 'false' }], /not with yours/],
    ['no_retry', [{ ...asDeclared, requiresAcknowledgement: 'false' }], /does not send again/],
  ])('%s', (kind, configurations, message) => {
    expect(compare(configurations)).toEqual([
      { kind, message: expect.stringMatching(message), help: expect.stringMatching(/\.$/) },
    ])
  })

  test('hmac_not_account', () => {
    const problems = compare([asDeclared], [], { ...declared, hmac: 'account' })
    expect(problems.map(({ kind }) => kind)).toEqual(['hmac_not_account'])
  })

  test('no HMAC declared, none asked for', () => {
    const off = { ...asDeclared, includeHMAC: 'false', integratorManaged: 'false' }
    expect(compare([off], [], { ...declared, hmac: 'none' })).toEqual([])
  })
})

describe('messages that were not delivered', () => {
  const failure = { connectId: '8011', configUrl: url, created: '2026-05-29T11:00:00.000Z' }

  test('are counted, with the age of the oldest', () => {
    const later = { ...failure, created: '2026-06-01T11:00:00Z' }
    expect(compare([asDeclared], [later, failure])).toMatchObject([
      { kind: 'undelivered', message: '2 messages were not delivered, the oldest 3 days ago' },
    ])
  })

  test('of another configuration do not count', () => {
    expect(compare([asDeclared], [{ ...failure, connectId: '9' }])).toEqual([])
    expect(compare([asDeclared], [{ configUrl: 'https://acme.example/' }])).toEqual([])
  })

  test('without a time are counted', () => {
    expect(compare([asDeclared], [{ ...failure, created: 'yesterday' }])).toMatchObject([
      { message: '1 message was not delivered' },
    ])
  })
})

test('no control character and no token in a URL is shown', () => {
  const [problem] = compare([
    {
      ...asDeclared,
      name: 'x\n::error::y\u001b[2J',
      urlToPublishTo: 'https://me:canary@hooks.contoso.example/old?code=canary',
    },
  ])
  expect(problem?.message).toContain('https://hooks.contoso.example/old')
  expect(problem?.message).not.toMatch(/canary|\p{Cc}/u)
})

test.each([{ configurations: {} }, { configurations: ['x'] }])('%j is not an answer', (body) => {
  expect(readConnectConfigurations(body)).toBeUndefined()
})
