import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rotationDiagram, rotationTables } from '../../src/rotation/diagram.ts'

const page = fileURLToPath(new URL('../../docs/rotation.md', import.meta.url))

/** UPDATE_DOCS=1 writes them. */
test.each([
  ['diagram', rotationDiagram()],
  ['states', rotationTables()],
])('the %s of docs/rotation.md is the one of the table', (name, generated) => {
  const text = readFileSync(page, 'utf8')
  const begin = `<!-- ${name}: begin -->\n`
  const end = `<!-- ${name}: end -->`
  const [before = '', rest = ''] = text.split(begin)
  const [, after] = rest.split(end)
  expect(after, `the markers of "${name}"`).toBeDefined()
  const expected = `${before}${begin}\n${generated}\n${end}${after}`
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, expected)
  expect(readFileSync(page, 'utf8')).toBe(expected)
})
