import { describe, expect, test } from 'vitest'
import { parseDuration } from '../../src/config/duration.ts'
import { nearest, onlyNearest } from '../../src/config/nearest.ts'
import { formatPointer } from '../../src/config/problem.ts'
import { quoted } from '../../src/config/quoted.ts'
import { sourceFile } from '../../src/config/source-file.ts'

describe('parseDuration', () => {
  test.each([
    ['1m', 60_000],
    ['30m', 1_800_000],
    ['24h', 86_400_000],
    ['180d', 15_552_000_000],
    ['999999d', 86_399_913_600_000],
  ])('%s', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds))

  test.each([
    '',
    '0d',
    '01d',
    '1',
    'd',
    '1w',
    '1 d',
    '-1d',
    '1.5h',
    '1000000d',
    '1d ',
    '1D',
    '1d\n',
  ])('%j is none', (text) => expect(() => parseDuration(text)).toThrow(TypeError))
})

describe('nearest', () => {
  const names = ['name', 'status', 'account', 'baseUri', 'users', 'knownFailure']
  test.each([
    ['nmae', 'name'],
    ['Name', 'name'],
    ['stauts', 'status'],
    ['acount', 'account'],
    ['accounts', 'account'],
    ['baseURL', 'baseUri'],
    ['user', 'users'],
    ['known_failure', 'knownFailure'],
    ['tenant', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s', (name, expected) => expect(nearest(name, names)).toBe(expected))

  test('the first of two that are equally near', () => {
    expect(nearest('ab', ['ac', 'ad'])).toBe('ac')
    expect(nearest('ab', [])).toBeUndefined()
    expect(onlyNearest('ab', ['ac', 'ad'])).toBeUndefined()
    expect(onlyNearest('abcdefghi', ['abcdefxyz'])).toBeUndefined()
    expect(onlyNearest('acount', ['account', 'amount', 'name'])).toBeUndefined()
    expect(onlyNearest('acconut', ['account', 'amount', 'name'])).toBe('account')
  })
})

describe('quoted', () => {
  test.each([
    ['a "b"', '"a "b""'],
    ['é😀', '"é😀"'],
    ['a\n::error::b', '"a\\u{a}::error::b"'],
    ['\u001b[31m', '"\\u{1b}[31m"'],
    ['a\u202eb\u2028', '"a\\u{202e}b\\u{2028}"'],
    ['x y '.repeat(30), `"${'x y '.repeat(30).slice(0, 79)}…"`],
  ])('%j', (text, expected) => expect(quoted(text)).toBe(expected))

  test.each([
    '-----BEGIN RSA PRIVATE KEY-----',
    'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.x',
    'Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9',
    `MIIEvQIBADANBgkqhkiG9w0B${'A'.repeat(20)}`,
    'k'.repeat(80),
  ])('a secret is not shown: %s', (text) => expect(quoted(text)).toBe('"…"'))
})

test('formatPointer escapes by RFC 6901', () => {
  expect(formatPointer([])).toBe('')
  expect(formatPointer(['a/b', 0, 'c~d', '~1', ''])).toBe('/a~1b/0/c~0d/~01/')
})

describe('sourceFile', () => {
  const { position, range } = sourceFile('a.yaml', 'a\n\n😀b\r\nc')
  test.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 2, 1],
    [3, 3, 1],
    [5, 3, 3],
    [7, 3, 5],
    [8, 4, 1],
    [9, 4, 2],
  ])('offset %i is line %i, column %i', (offset, line, column) => {
    expect(position(offset)).toEqual({ line, column })
  })

  test('a range has two positions', () => {
    expect(range(0, 5)).toEqual({ start: { line: 1, column: 1 }, end: { line: 3, column: 3 } })
  })
})
