import { describe, expect, test } from 'vitest'
import { RowsUnreadable, readRows } from '../../src/tenants/read-rows.ts'

const read = (text: string | Uint8Array, name = 't') =>
  readRows(name, typeof text === 'string' ? Buffer.from(text) : text)
const plain = (text: string | Uint8Array) =>
  read(text).rows.map(({ place, cells }) => [place, Object.fromEntries(cells)])

describe('CSV', () => {
  test('as databases write it: quotes, commas and line breaks in cells', () => {
    expect(plain('id,name\nacme,"Acme, ""the"" Inc."\n\nb,"two\nlines"\nc, spaced \n')).toEqual([
      ['t:2', { id: 'acme', name: 'Acme, "the" Inc.' }],
      ['t:5', { id: 'b', name: 'two\nlines' }],
      ['t:6', { id: 'c', name: 'spaced' }],
    ])
  })

  test('as spreadsheets write it: a byte order mark, semicolons or tabs, CRLF', () => {
    const acme = [['t:2', { id: 'acme', name: 'Acme, Inc.' }]]
    expect(plain('\ufeffid;name\r\nacme;Acme, Inc.\r\n')).toEqual(acme)
    expect(plain('id\tname\nacme\tAcme, Inc.')).toEqual(acme)
  })

  test('rows of another length are told with their line, and the others are read', () => {
    const { rows, problems } = read('id,name\na\nb,B\nc,C,\n')
    expect(problems).toEqual([
      { place: 't:2', message: 'the row has 1 cells, the first line names 2 columns' },
      { place: 't:4', message: 'the row has 3 cells, the first line names 2 columns' },
    ])
    expect(rows.map(({ place }) => place)).toEqual(['t:3'])
  })
})

describe('JSON', () => {
  test('flat members and nested ones are the same', () => {
    expect(
      plain('[{"id": "a", "user": "x", "label.region": "eu"}, {"id": "b", "users": {"hr": null}}]'),
    ).toEqual([
      ['t: item 1', { id: 'a', user: 'x', 'label.region': 'eu' }],
      ['t: item 2', { id: 'b', 'users.hr': '' }],
    ])
  })

  test('what is no text is told with its place', () => {
    const { problems } = read('[3, {"id": "a", "name": 4, "users": {"hr": []}}]')
    expect(problems).toEqual([
      { place: 't: item 1', message: 'it has to be an object' },
      { place: 't: item 2', column: 'name', message: 'must be a string, not "4"' },
      {
        place: 't: item 2',
        column: 'users.hr',
        message: 'must be a string, not a list or an object',
      },
    ])
  })
})

test.each([
  ['nothing', '', 't has no rows: nothing was compared'],
  ['columns alone', 'id,name\n', 't has no rows: nothing was compared'],
  ['no array', '{"id": "a"}', 't has to be an array with an object for each tenant'],
  ['half an array', '[{"id": "CANARY-secret"', 't begins like JSON and is none'],
  ['an open quote', 'id,name\na,"CANARY-secret\n', 't:2: the line is not CSV'],
  ['a hidden character', 'id,name\na,CANARY-secret\nb,\u202etxt\n', 't:3: the text contains'],
  [
    'Latin 1',
    Buffer.from('id,name\na,CANARY-secret\nb,Caf\xe9\n', 'latin1'),
    't:3: the file is not',
  ],
])('%s is refused whole, without quoting it', (_, text, message) => {
  let error: unknown
  try {
    read(text)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(RowsUnreadable)
  expect(String(error)).toContain(message)
  expect(String(error)).not.toContain('CANARY')
})
