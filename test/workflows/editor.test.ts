import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'
import { hasProgram } from '../support/has-program.ts'
import { startLanguageServer } from './language-server.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** A file of each kind, and a mistake in it. */
const mistakes = [
  ['config/ikctl.yaml', 'percent: 20', 'percent: twenty'],
  ['config/demo/integration.yaml', 'platform: demo', 'platform: sandbox'],
  ['config/demo/key-pairs.yaml', 'state: active', 'state: activ'],
  ['config/demo/tenants/acme.yaml', 'status: live', 'status: lively'],
].map(([file = '', from = '', to = '']) => {
  const text = read(file).replace(from, to)
  const line = text.slice(0, text.indexOf(to)).split('\n').length - 1
  return { file, text, line }
})

describe.skipIf(!hasProgram('yaml-language-server', 'schemas in editors'))('an editor', () => {
  test('knows the schema of each file by its first line', async () => {
    const server = await startLanguageServer(root, {})
    for (const { file, text, line } of mistakes) {
      expect([file, await server.open(file, read(file))]).toEqual([file, []])
      const copy = file.replace(/demo|ikctl/, 'copy')
      const [diagnostic] = await server.open(copy, text)
      expect([file, diagnostic?.range.start.line]).toEqual([file, line])
    }
  })

  test('knows it by .vscode/settings.json where that line is missing', async () => {
    const settings = JSON.parse(read('.vscode/settings.json')) as { 'yaml.schemas': object }
    const server = await startLanguageServer(root, { schemas: settings['yaml.schemas'] })
    for (const { file, text, line } of mistakes) {
      const withoutIt = text.replace('yaml-language-server: ', '')
      const [diagnostic] = await server.open(file, withoutIt)
      expect([file, diagnostic?.range.start.line]).toEqual([file, line])
    }
  })
})
