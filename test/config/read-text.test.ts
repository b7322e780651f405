import { describe, expect, test } from 'vitest'
import { maxFileSize, readText } from '../../src/config/read-text.ts'
import { placed } from './placed.ts'

const read = (content: string | number[]) =>
  readText('a.yaml', typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content))

test.each([
  '',
  'a: 1\r\nb: 2\n',
  '\ta',
  'é 😀 \u{1F469}\u200d\u{1F4BB} \u0645\u200c\u0645',
  '\ufffd',
])('%j is text', (text) => {
  expect(read(text).source?.text).toBe(text)
  expect(read(text).problems).toEqual([])
})

describe('characters that reviewers cannot see', () => {
  test.each([
    ['NUL', 'a: \u0000', '1:4-1:5', 'U+0000'],
    ['ESC', 'a\nb: \u001b[31m', '2:4-2:5', 'U+001B'],
    ['DEL', '\u007f', '1:1-1:2', 'U+007F'],
    ['next line', 'a\u0085', '1:2-1:3', 'U+0085'],
    ['byte order mark', 'a: \ufeff1', '1:4-1:5', 'U+FEFF'],
    ['right-to-left override', 'a: 😀\u202eb', '1:6-1:7', 'U+202E'],
    ['right-to-left isolate', '\r\n\u2067', '2:1-2:2', 'U+2067'],
    ['Arabic letter mark', '\u061c', '1:1-1:2', 'U+061C'],
    ['line separator', 'a\u2028b', '1:2-1:3', 'U+2028'],
    ['zero width space', 'ac\u200bme', '1:3-1:4', 'U+200B'],
    ['word joiner', 'ac\u2060me', '1:3-1:4', 'U+2060'],
    ['soft hyphen', 'ac\u00adme', '1:3-1:4', 'U+00AD'],
    ['Hangul filler', 'ac\u3164me', '1:3-1:4', 'U+3164'],
    ['tag letter', 'a\u{e0041}b', '1:2-1:4', 'U+E0041'],
  ])('%s', (_, text, place, name) => {
    const { source, problems } = read(text)
    expect(placed(problems)).toEqual([`${place} yaml/hidden-character`])
    expect(problems[0]?.message).toBe(`the text contains the hidden character ${name}`)
    // The rest of the file is checked all the same.
    expect(source?.text).toBe(text)
  })

  test.each([
    ['# a\rb: 1\r\n', '1:4-1:5', 'a carriage return (U+000D) stands here on its own'],
    ['a: 1\rb: 2\r', '1:5-1:6', 'a carriage return (U+000D) stands here on its own'],
    ['\ufeffa: 1', '1:1-1:2', 'the file begins with a byte order mark (U+FEFF)'],
  ])('%j is told in plain words, once', (text, place, said) => {
    const { problems } = read(text)
    expect(placed(problems)).toEqual([`${place} yaml/hidden-character`])
    expect(problems[0]?.message).toContain(said)
  })

  test('at most 50 of a file are told', () => {
    expect(read('\u202e'.repeat(1_000)).problems).toHaveLength(50)
  })
})

describe('bytes that are no UTF-8', () => {
  test.each([
    ['a lone continuation byte', [0x61, 0x0a, 0x62, 0x80, 0x63], '2:2-2:3'],
    ['Latin-1', [...Buffer.from('name: M'), 0xfc, ...Buffer.from('ller')], '1:8-1:9'],
    ['an overlong form', [0xc0, 0xaf], '1:1-1:2'],
    ['half a surrogate pair', [0x61, 0xed, 0xa0, 0x80], '1:2-1:3'],
    ['a character cut off', [...Buffer.from('a: '), 0xf0, 0x9f, 0x98], '1:4-1:5'],
    ['after a real replacement character', [...Buffer.from('é\ufffd\n😀\ufffd'), 0xff], '2:4-2:5'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], '1:1-1:2'],
  ])('%s', (_, bytes, place) => {
    const { source, problems } = read(bytes)
    expect(source).toBeUndefined()
    expect(placed(problems)).toEqual([`${place} yaml/encoding`])
  })
})

test('a file may have 8 MiB, and no more', () => {
  const full = new Uint8Array(maxFileSize).fill(0x23)
  expect(readText('a.yaml', full).problems).toEqual([])
  const { source, problems } = readText('a.yaml', new Uint8Array(maxFileSize + 1).fill(0x23))
  expect(source).toBeUndefined()
  expect(placed(problems)).toEqual(['file yaml/size'])
})
