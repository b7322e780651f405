import { execFile } from 'node:child_process'
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { editAzure } from '../../../src/emulators/resource-manager/azure.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('what throws changes nothing, and nothing stays locked', () => {
  const file = join(temporaryFolder(), 'deep', 'azure.json')
  const fail = () =>
    editAzure(file, (azure) => {
      azure.takenNames.push('half-done')
      throw new Error('no')
    })
  expect(fail).toThrow('no')
  expect(existsSync(file)).toBe(false)
  editAzure(file, (azure) => azure.takenNames.push('done'))
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ takenNames: ['done'] })
})

test('what a killed process left locked is taken over after a while', () => {
  const file = join(temporaryFolder(), 'azure.json')
  const lock = `${file}.lock`
  writeFileSync(lock, '')
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(lock, longAgo, longAgo)
  editAzure(file, (azure) => azure.takenNames.push('done'))
  expect(existsSync(lock)).toBe(false)
})

test('processes that write at the same time lose nothing', async () => {
  const file = join(temporaryFolder(), 'azure.json')
  const module = new URL('../../../src/emulators/resource-manager/azure.ts', import.meta.url)
  const script = `
    import { editAzure } from ${JSON.stringify(module.href)}
    for (let i = 0; i < 20; i += 1) editAzure(process.argv[1], (azure) => { azure.writes += 1 })`
  const run = () =>
    promisify(execFile)(process.execPath, [
      ...['--import', 'tsx', '--input-type', 'module', '--eval', script, file],
    ])
  await Promise.all([run(), run(), run()])
  expect(editAzure(file, ({ writes }) => writes)).toBe(60)
})
