import { expect, test } from 'vitest'
import { checkPatterns } from '../../tools/patterns/pattern-problems.ts'

const check = (text: string, pattern?: string) =>
  checkPatterns(
    [{ path: 'a.ts', text }],
    pattern === undefined ? [] : [{ file: 'a.ts', pattern, reason: 'bounded' }],
  )

test.each([
  [
    'const a = 1\nconst b = /^(?:(?:\\s*\\n)* *#.*)/',
    'a.ts:2: the pattern ^(?:(?:\\s*\\n)* *#.*) takes exponential time',
  ],
  ['text.replace(/\\s+$/, "")', 'a.ts:1: the pattern \\s+$ takes at least quadratic time'],
  ['new RegExp("a*a*b", "g")', 'a.ts:1: the pattern a*a*b takes at least quadratic time'],
  ['RegExp(name)', 'a.ts:1: the pattern name is assembled at run time'],
])('finds %s', (text, problem) => {
  expect(check(text)).toEqual([expect.stringContaining(problem)])
})

test('takes linear patterns, and justified exceptions that are needed', () => {
  expect(check('/^a+b/.test(text); new RegExp("x")')).toEqual([])
  expect(check('text.replace(/\\s+$/, "")', '\\s+$')).toEqual([])
  expect(check('/^a+b/.test(text)', '^a+b')).toEqual([
    'a.ts: the exception for the pattern ^a+b is not needed: remove it',
  ])
})
