import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('writes all of them, in folders that were not there', async () => {
  const folder = temporaryFolder({ 'a.yaml': 'old\n' })
  const path = (name: string) => join(folder, name)
  const many = Array.from({ length: 100 }, (_, i) => [path(`new/${i}.yaml`), `${i}\n`] as const)
  await replaceFiles(new Map([[path('a.yaml'), 'new\n'], ...many]))
  expect(readFileSync(path('a.yaml'), 'utf8')).toBe('new\n')
  expect(readFileSync(path('new/99.yaml'), 'utf8')).toBe('99\n')
  expect(readdirSync(path('new'))).toHaveLength(100)
})

test('replaces nothing when one of them cannot be written, and leaves nothing behind', async () => {
  const folder = temporaryFolder({ 'a.yaml': 'old\n', 'b.yaml': 'old\n' })
  const path = (name: string) => join(folder, name)
  const tooLong = path(`${'x'.repeat(250)}.yaml`)
  const files = new Map([path('a.yaml'), path('b.yaml'), tooLong].map((file) => [file, 'new\n']))
  await expect(replaceFiles(files)).rejects.toThrow('ENAMETOOLONG')
  expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'b.yaml'])
  expect(readFileSync(path('a.yaml'), 'utf8')).toBe('old\n')
})
