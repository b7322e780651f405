import { describe, expect, test } from 'vitest'
import { stepTitles } from '../../src/doctor/diagnosis.ts'
import { stepOfClass } from '../../src/doctor/step-of-class.ts'
import { failureClasses, failureClassNames } from '../../src/failure/failure-classes.ts'

const refusals = failureClassNames.filter((name) => failureClasses[name].proof === 'refusal')

test.each(failureClassNames)('%s belongs to a step that there is', (name) => {
  expect(stepTitles).toHaveProperty(stepOfClass(name, 'login'))
})

describe('what Docusign refuses for a reason', () => {
  // What explains the rest must not depend on the request that happened to meet it.
  test.each(refusals)('%s is about the same step whatever was asked', (name) => {
    expect(stepOfClass(name, 'accounts')).toBe(stepOfClass(name, 'login'))
  })

  test('concerns all where it is about the integration key, its key pair or the signature', () => {
    const ofAll = ['integration-key', 'key-pair', 'signature']
    for (const name of refusals) {
      const isOfAll = ofAll.includes(stepOfClass(name, 'login'))
      expect(failureClasses[name].scope, name).toBe(isOfAll ? 'app' : 'tenant')
    }
  })
})

test('an answer without a known reason is about the step that was asked', () => {
  const unexpected = failureClassNames.filter((name) => failureClasses[name].proof === 'unexpected')
  expect(unexpected.map((name) => stepOfClass(name, 'accounts'))).toEqual(
    unexpected.map(() => 'accounts'),
  )
})
