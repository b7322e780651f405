import { expect, test } from 'vitest'
import { fold } from '../../src/text/fold.ts'

test('breaks at spaces, below the first word', () => {
  expect(fold('next:\n  1. merge the change, then go on\n', 20)).toBe(
    'next:\n  1. merge the\n     change, then go\n     on\n',
  )
})

test('keeps what gets copied whole', () => {
  expect(fold('then `ikctl rotate start local` now', 20)).toBe(
    'then\n`ikctl rotate start local`\nnow',
  )
  const link = '  https://app.contoso.example/docusign/consented'
  expect(fold(link, 20)).toBe(link)
})

test('leaves alone what fits, columns of tables, and what is piped', () => {
  const text = 'added      1   yps\nan odd ` backtick\n\n'
  expect(fold(text, 80)).toBe(text)
  const long = 'x '.repeat(100)
  for (const unknown of [undefined, 0]) expect(fold(long, unknown)).toBe(long)
})
