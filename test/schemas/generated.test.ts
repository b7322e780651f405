import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generate } from '../../tools/generate.ts'

const root = join(import.meta.dirname, '../..')

test('what is generated from the schemas is fresh, and depends on no machine', async () => {
  const files = await generate()
  expect(files.size).toBeGreaterThan(5)
  for (const [path, text] of files) {
    expect(readFileSync(join(root, path), 'utf8'), path).toBe(text)
    expect(text, path).not.toContain(root)
    expect(text, path).not.toMatch(/\.\.\/.*node_modules/)
  }
})
