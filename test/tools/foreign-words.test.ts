import { expect, test } from 'vitest'
import { foreignWords } from '../../tools/words/foreign-words.ts'

test('finds a foreign word with its line, also over the end of a line', () => {
  const text =
    'Fix it.\nMend it, whoever you are.\n/**\n * Try it on the whole, by\n * itself.\n */\n'
  expect(foreignWords(text)).toEqual([
    { line: 2, text: 'Mend', instead: 'fix' },
    { line: 2, text: 'whoever', instead: 'the person who, anyone who' },
    { line: 4, text: 'by * itself', instead: 'on its own, alone' },
  ])
})

test.each([
  'Nobody can tell them apart: they are told apart by their order.',
  'Recommend the amendment, and the shallow copy.',
  'It is told from a copy by its thumbprint.',
])('leaves alone: %s', (text) => {
  expect(foreignWords(text)).toEqual([])
})
