import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Lexer, type ParsedNode, parseDocument, type YAMLMap } from 'yaml'
import { EditRefused } from '../../src/config/edit-yaml.ts'
import type { KeyPair } from '../../src/config/environment.ts'
import { editKeyPairs } from '../../src/rotation/edit-key-pairs.ts'
import { caught } from '../support/caught.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const layouts: Record<string, string> = {
  'comments in all positions': `# first line
# yaml-language-server: $schema=../../schemas/key-pairs.schema.json

keyPairs: # all of them
  # before the first

  "2026-05": # behind the id
    # before the state
    state: active   # behind the state
    origin: vault
    custody: key
    key: https://kv.vault.azure.net/keys/docusign-2026-05/4d7b0f3e9a1c4a0f8b6f2f3f5d1c7e90 # long
    thumbprint: 0vx7agoebGcQSuu8jD6_JnO0BoQvW1cGQZcMvNnVYyc
    since: # times
      # before pending
      pending: 2026-05-02T09:00:00Z
      staged: 2026-05-03T10:00:00Z # behind staged
      active: 2026-05-04T08:00:00Z
      # behind the last time
    # behind since
  # between two

  "2026-11":
    state: staged
    origin: vault
    custody: key
    since:
      pending: 2026-11-02T09:00:00Z
      staged: 2026-11-03T09:00:00Z
# the end
`,
  'flow maps': `keyPairs: {"2026-05": {state: active, origin: vault, custody: key, since: {active: 2026-05-04T08:00:00Z}},
  "2026-11": {state: "staged", origin: 'vault', custody: key, since: {pending: 2026-11-02T09:00:00Z, staged: "2026-11-03T09:00:00Z"}}, # two
}
`,
  'flow maps inside blocks, odd indents, no line break at the end': `keyPairs:
     '2026-05':
        since:   {active: 2026-05-04T08:00:00Z}   # unknown before
        state:   'active'
        custody: "key"

        origin:  vault
     2026-b: {state: staged, origin: vault, custody: key, since: {staged: 2026-11-03T09:00:00Z}}
     "2026-11":
        state: retiring
        origin: docusign
        custody: secret
        reason: >-
          a folded
          reason
        since: {retiring: 2026-11-03T09:00:00Z}`,
  'long and odd strings': `keyPairs:
  "2026-05":
    state: active
    origin: vault
    custody: key
    since: {active: 2026-05-04T08:00:00Z}
  x:
    state: compromised
    origin: vault
    custody: key
    reason: "a very long reason: ${'with many words '.repeat(20)}that no printer may fold # not a comment"
    since:
      compromised: 2026-05-04T08:00:00Z
  y:
    state: compromised
    origin: vault
    custody: key
    reason: |
      two
      lines
    since:
      compromised: 2026-05-04T08:00:00Z
`,
  'nothing yet': 'keyPairs: {}   # none yet\n# the end\n',
  'nothing yet, bare': 'keyPairs: {}',
}

const fixtures = new Map<string, string>(
  ['config', 'test/cases']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => basename(file) === 'key-pairs.yaml')
        .map((file) => join(folder, file)),
    )
    .sort()
    .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
    .filter(([, text]) => isEditable(text)),
)
for (const [name, text] of Object.entries(layouts)) {
  fixtures.set(name, text)
  fixtures.set(`${name}, CRLF`, text.replaceAll('\n', '\r\n'))
}

/** Golden cases hold files that are wrong on purpose. */
function isEditable(text: string): boolean {
  const document = parseDocument(text, { logLevel: 'silent' })
  const read = document.errors.length === 0 ? document.toJS() : undefined
  return (
    typeof read?.keyPairs === 'object' &&
    read.keyPairs !== null &&
    Object.values(read.keyPairs as object).every((entry) => typeof entry?.since === 'object')
  )
}

function read(text: string): Map<string, KeyPair> {
  const document = parseDocument(text, { strict: true })
  expect(document.errors).toEqual([])
  return new Map(
    Object.entries((document.toJS() as { keyPairs: Record<string, KeyPair> }).keyPairs),
  )
}

function comments(text: string): string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith('#'))
}

/** The text of each entry, from its id to its last value. */
function slices(text: string): [string, string][] {
  const { contents } = parseDocument<ParsedNode>(text)
  const keyPairs = (contents as YAMLMap<ParsedNode, YAMLMap<ParsedNode, YAMLMap<ParsedNode>>>)
    .items[0]
  return (keyPairs?.value?.items ?? []).map(({ key, value }) => [
    String((key as { value?: unknown }).value),
    text.slice(key.range[0], value?.range?.[1]).replace(/(\s*\n\s*#.*)*\s*$/, ''),
  ])
}

describe.each([...fixtures])('%s', (name, text) => {
  test('stays byte for byte the same when nothing changes', () => {
    expect(editKeyPairs(text, read(text))).toBe(text)
  })

  test('comes back byte for byte after a change of values and its reverse', () => {
    const before = read(text)
    const changed = new Map(
      [...before].map(([id, keyPair]) => [
        id,
        { ...keyPair, state: 'retired' as const, since: { ...keyPair.since } },
      ]),
    )
    const edited = editKeyPairs(text, changed)
    expect(read(edited)).toEqual(changed)
    const back = editKeyPairs(edited, before)
    expect(back).toBe(text)
  })

  test('reads as wanted after any change, and keeps the text of what did not change', () => {
    fc.assert(
      fc.property(changesOf(read(text)), (wanted) => {
        const edited = editKeyPairs(text, wanted)
        expect(read(edited)).toEqual(new Map(wanted))
        expect(editKeyPairs(edited, wanted)).toBe(edited)
        if (text.includes('\r\n')) expect(edited.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        // Comments outside of removed entries are all there, in their order.
        if ([...read(text).keys()].every((id) => wanted.has(id))) {
          expect(comments(edited)).toEqual(comments(text))
        }
        for (const [id, slice] of slices(text)) {
          if (isDeepStrictEqual(read(text).get(id), wanted.get(id))) expect(edited).toContain(slice)
        }
      }),
      // The files of the repository are all of one layout, and many.
      { numRuns: name.endsWith('.yaml') ? 3 : 60, seed: 5 },
    )
  })
})

/** Any set of key pairs that can be made of the present ones by removing, adding and changing. */
function changesOf(before: Map<string, KeyPair>): fc.Arbitrary<Map<string, KeyPair>> {
  const time = fc.constantFrom('2026-12-01T00:00:00Z', '2027-01-01T12:34:56Z')
  const state = fc.constantFrom(
    'pending',
    'staged',
    'active',
    'retiring',
    'retired',
  ) as fc.Arbitrary<KeyPair['state']>
  const optional = {
    key: fc.constant('https://kv.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef'),
    thumbprint: fc.constantFrom(
      '-vx7agoebGcQSuu8jD6_JnO0BoQvW1cGQZcMvNnVYyc',
      '1234567890123456789012345678901234567890120',
    ),
    docusignKeyPairId: fc.constant('3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d'),
    reason: fc.oneof(
      fc.string({ minLength: 1, maxLength: 200 }),
      fc.constantFrom(
        'a: b # c',
        '"',
        "it's",
        'yes',
        '12',
        ' x ',
        '- a',
        'two\nlines',
        '[a, {b: c}]',
      ),
    ),
  }
  const entry = (old?: KeyPair): fc.Arbitrary<KeyPair> =>
    fc
      .record(
        {
          state,
          since: fc.record(
            { pending: time, staged: time, active: time, retiring: time },
            {
              requiredKeys: ['active'],
            },
          ),
          ...optional,
        },
        { requiredKeys: ['state', 'since'] },
      )
      .map((made) => ({
        origin: 'vault',
        custody: 'key',
        ...old,
        ...made,
        since: { ...old?.since, ...made.since },
      }))
  const present = fc.tuple(
    ...[...before].map(([id, old]) =>
      fc
        .oneof(
          { weight: 3, arbitrary: fc.constant<KeyPair | undefined>(old) },
          { weight: 2, arbitrary: entry(old) as fc.Arbitrary<KeyPair | undefined> },
          { weight: 1, arbitrary: fc.constant<KeyPair | undefined>(undefined) },
        )
        .map((made) => [id, made] as const),
    ),
  )
  const added = fc.uniqueArray(
    fc.tuple(fc.constantFrom('2027-01', '2027-02', 'new', '123', 'true'), entry()),
    { maxLength: 2, selector: ([id]) => id },
  )
  return fc
    .tuple(present, added)
    .map(
      ([old, made]) =>
        new Map(
          [...old, ...made].filter((pair): pair is [string, KeyPair] => pair[1] !== undefined),
        ),
    )
}

describe('editKeyPairs', () => {
  test('puts new properties where people look for them, with the indent of their siblings', () => {
    const text = layouts['comments in all positions'] ?? ''
    const before = read(text)
    const standby = before.get('2026-11')
    if (standby === undefined) throw new TypeError('no standby')
    const edited = editKeyPairs(
      text,
      new Map(before).set('2026-11', {
        ...standby,
        state: 'active',
        docusignKeyPairId: '3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d',
        since: { ...standby.since, active: '2026-11-20T08:00:00Z' },
      }),
    )
    expect(edited).toBe(
      text.replace(
        `    state: staged
    origin: vault
    custody: key
    since:
      pending: 2026-11-02T09:00:00Z
      staged: 2026-11-03T09:00:00Z
`,
        `    state: active
    origin: vault
    custody: key
    docusignKeyPairId: 3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d
    since:
      pending: 2026-11-02T09:00:00Z
      staged: 2026-11-03T09:00:00Z
      active: 2026-11-20T08:00:00Z
`,
      ),
    )
  })

  test('adds the first entry, and removes the last one, around comments', () => {
    const text = layouts['nothing yet'] ?? ''
    const keyPair: KeyPair = {
      state: 'pending',
      origin: 'vault',
      custody: 'key',
      since: { pending: '2026-11-02T09:00:00Z' },
    }
    const added = editKeyPairs(text, new Map([['2026-11', keyPair]]))
    expect(added).toBe(`keyPairs:   # none yet
  "2026-11":
    state: pending
    origin: vault
    custody: key
    since:
      pending: 2026-11-02T09:00:00Z
# the end
`)
    expect(editKeyPairs(added, new Map())).toBe(text.replace('{}   #', '{}   #'))
  })

  test.each(['keyPairs:\n', 'keyPairs: {\n', 'keyPairs: [a]\n', ''])(
    'refuses %j and says so',
    async (text) => {
      expect(await caught(() => editKeyPairs(text, new Map()))).toBeInstanceOf(EditRefused)
    },
  )
})
