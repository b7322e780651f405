import { expect, test } from 'vitest'
import { layExcerpt } from '../../tools/docs/lay-excerpt.ts'

const file = `product: sign
scopes:
  login: [a]
  consent: [a]
redirectUris:
  consent: https://a/
  others:
    - https://b/
`

test.each([
  ['replaces a value', 'product: other\n', file.replace('sign', 'other')],
  [
    'merges maps, replaces lists',
    'redirectUris:\n  others:\n    - https://c/\n    - https://d/\n',
    file.replace('    - https://b/', '    - https://c/\n    - https://d/'),
  ],
  [
    'adds what is new at the end of its map',
    'scopes:\n  more: [b]\nextra: 1\n',
    `${file.replace('  consent: [a]', '  consent: [a]\n  more: [b]')}extra: 1\n`,
  ],
  ['keeps a comment before its first value', '# why\nproduct: sign\n', `# why\n${file}`],
  ['replaces a map by a value', 'scopes: none\n', file.replace(/scopes:\n.*\n.*/, 'scopes: none')],
])('an excerpt %s', (_, excerpt, expected) => {
  expect(layExcerpt(file, excerpt)).toBe(expected)
})
