import { expect, test } from 'vitest'
import { loginFailure } from '../../src/docusign/login-failure.ts'
import type { FailureClass } from '../../src/failure/failure-classes.ts'
import { proveRefusal } from '../../src/rotation/prove-refusal.ts'
import type { TriedLogin } from '../../src/session/try-login.ts'

const accepted: TriedLogin = { ok: true }
const failed = (failure: FailureClass): TriedLogin => ({
  ok: false,
  failure: loginFailure({ class: failure, message: 'no' }),
})
const refused = failed('key_rejected')

/** Answers in order; the last one of a key pair is repeated. */
async function prove(answers: Record<'active' | 'candidate', TriedLogin[]>) {
  const calls: string[] = []
  const proof = await proveRefusal({
    attempts: 3,
    login: async (keyPair) => {
      calls.push(keyPair)
      const [next = accepted, ...rest] = answers[keyPair]
      if (rest.length > 0) answers[keyPair] = rest
      return next
    },
    pause: async () => {
      calls.push('pause')
    },
  })
  return { proof, calls }
}

test('tries the active one before each refusal, and after the last', async () => {
  const { proof, calls } = await prove({ active: [accepted], candidate: [refused] })
  expect(proof).toEqual({
    outcome: 'refused',
    refusal: { attempts: 3, refused: 3, activeAccepted: 4 },
  })
  const round = ['active', 'candidate']
  expect(calls).toEqual([...round, 'pause', ...round, 'pause', ...round, 'active'])
})

test('is over as soon as Docusign takes the candidate once', async () => {
  const { proof } = await prove({ active: [accepted], candidate: [refused, refused, accepted] })
  expect(proof).toEqual({ outcome: 'accepted', attempt: 3 })
})

test.each<[FailureClass, 'active' | 'candidate']>([
  ['key_rejected', 'active'],
  ['clock_skew', 'candidate'],
  ['signer_error', 'candidate'],
  ['user_not_found', 'candidate'],
  ['throttled', 'candidate'],
])('%s of the %s one proves nothing', async (failure, which) => {
  const answers = { active: [accepted], candidate: [refused] }
  const { proof } = await prove({
    ...answers,
    [which]: [answers[which][0], failed(failure)],
  } as never)
  expect(proof).toMatchObject({ outcome: 'unproven', with: which, failure: { class: failure } })
})

test('the active one has to be accepted at the end, too', async () => {
  const { proof } = await prove({
    active: [accepted, accepted, accepted, refused],
    candidate: [refused],
  })
  expect(proof).toMatchObject({ outcome: 'unproven', with: 'active' })
})
