import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxTableSize, RowsUnreadable, readRows } from '../../src/tenants/read-rows.ts'
import { caught } from '../support/caught.ts'

const read = (text: string | Uint8Array, name = 't') =>
  readRows(name, [typeof text === 'string' ? Buffer.from(text) : text])
const plain = async (text: string | Uint8Array) =>
  (await read(text)).rows.map(({ place, cells }) => [place, Object.fromEntries(cells)])

describe('CSV', () => {
  test('as databases write it: quotes, commas and line breaks in cells', async () => {
    expect(
      await plain('id,name\nacme,"Acme, ""the"" Inc."\n\nb,"two\nlines"\nc, spaced \n'),
    ).toEqual([
      ['t:2', { id: 'acme', name: 'Acme, "the" Inc.' }],
      ['t:5', { id: 'b', name: 'two\nlines' }],
      ['t:6', { id: 'c', name: 'spaced' }],
    ])
  })

  test('as spreadsheets write it: a byte order mark, semicolons or tabs, CRLF', async () => {
    const acme = [['t:2', { id: 'acme', name: 'Acme, Inc.' }]]
    expect(await plain('\ufeffid;name\r\nacme;Acme, Inc.\r\n')).toEqual(acme)
    expect(await plain('id\tname\nacme\tAcme, Inc.')).toEqual(acme)
  })

  test('rows of another length are told with their line, and the others are read', async () => {
    const { rows, problems } = await read('id,name\na\nb,B\nc,C,\n')
    expect(problems).toEqual([
      { place: 't:2', message: 'the row has 1 cells, the first line names 2 columns' },
      { place: 't:4', message: 'the row has 3 cells, the first line names 2 columns' },
    ])
    expect(rows.map(({ place }) => place)).toEqual(['t:3'])
  })
})

describe('exports as they are', () => {
  test.each([
    ['sep=;\r\nid;name\r\nacme;A\r\n', 't:3'],
    ['"sep=|"\nid|name\nacme|A', 't:3'],
    ['\ufeffSEP=\t\r\nid\tname\r\nacme\tA', 't:3'],
    ['id|name\nacme|A', 't:2'],
  ])('%j', async (text, place) => {
    expect(await plain(text)).toEqual([[place, { id: 'acme', name: 'A' }]])
  })

  test('what databases print for nothing is nothing', async () => {
    const words = ['NULL', '\\N', '(null)', '<null>', 'null', ' NULL ', '']
    for (const [, cells] of await plain(
      `id,name\n${words.map((word) => `a,${word}\n`).join('')}`,
    )) {
      expect(cells).toEqual({ id: 'a', name: '' })
    }
    expect(await plain('[{"id": "a", "name": "NULL", "user": null}]')).toEqual([
      ['t: item 1', { id: 'a', name: '', user: '' }],
    ])
    expect(await plain('id,name\na,Nullmeier')).toEqual([['t:2', { id: 'a', name: 'Nullmeier' }]])
  })

  test('numbers and truth values of JSON are texts while their digits are certain', async () => {
    expect(await plain('[{"id": 12, "label.vip": true, "name": 9007199254740991}]')).toEqual([
      ['t: item 1', { id: '12', 'label.vip': 'true', name: '9007199254740991' }],
    ])
    const { problems } = await read('[{"id": "a", "name": 90071992547409931}]')
    expect(problems).toMatchObject([
      { column: 'name', message: expect.stringContaining('must be a string') },
    ])
  })
})

describe('large tables', () => {
  test('more than a configuration file may have is read', async () => {
    const row = (i: number) => `tenant-${i},${'x'.repeat(1_000)}\n`
    function* chunks() {
      yield Buffer.from('id,name\n')
      for (let i = 0; i < 9_000; i += 1) yield Buffer.from(row(i))
    }
    const { rows } = await readRows('t', chunks())
    expect(rows).toHaveLength(9_000)
    expect(rows.at(-1)?.place).toBe('t:9001')
  })

  test('what is beyond the limit of tables is said so, and nothing about its encoding', async () => {
    const error = await caught(() => read(Buffer.alloc(maxTableSize + 1)))
    expect(String(error)).toMatch(/t has more than 256 MiB, the most that is read of a table$/)
  })

  test('where the bytes are cut does not matter', async () => {
    const text = '\ufeffsep=;\r\nid;name\r\na;"Jörg; ""x""\r\n€😀"\r\nb;B\r\n'
    const whole = await plain(text)
    const bytes = Buffer.from(text)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length)), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const chunks = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
        const { rows } = await readRows('t', chunks)
        expect(rows.map(({ place, cells }) => [place, Object.fromEntries(cells)])).toEqual(whole)
      }),
      { seed: 18, numRuns: 60 },
    )
  })

  test('the line of a mistake is right in every piece', async () => {
    const lines = ['id,name\n', 'a,A\nb,B\n', 'c,C\nd,\u202eD\n'].map((line) => Buffer.from(line))
    expect(String(await caught(() => readRows('t', lines)))).toContain('t:5: the text contains')
  })
})

describe('JSON', () => {
  test('flat members and nested ones are the same', async () => {
    expect(
      await plain(
        '[{"id": "a", "user": "x", "label.region": "eu"}, {"id": "b", "users": {"hr": null}}]',
      ),
    ).toEqual([
      ['t: item 1', { id: 'a', user: 'x', 'label.region': 'eu' }],
      ['t: item 2', { id: 'b', 'users.hr': '' }],
    ])
  })

  test('what is no text is told with its place', async () => {
    const { problems } = await read('[3, {"id": "a", "name": 4.5, "users": {"hr": []}}]')
    expect(problems).toEqual([
      { place: 't: item 1', message: 'it has to be an object' },
      { place: 't: item 2', column: 'name', message: 'must be a string, not "4.5"' },
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
])('%s is refused whole, without quoting it', async (_, text, message) => {
  const error = await caught(() => read(text))
  expect(error).toBeInstanceOf(RowsUnreadable)
  expect(String(error)).toContain(message)
  expect(String(error)).not.toContain('CANARY')
})
