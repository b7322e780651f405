import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskTree } from '../../src/config/config-tree.ts'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { withFiles } from '../../src/config/with-files.ts'
import { validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const now = new Date('2027-02-01T00:00:00Z')
const project = 'name: contoso-vaults\nruntime: nodejs\n'
const stack = 'config:\n  contoso-vaults:location: northeurope\n'
const installed = 'node_modules/@pulumi/azure-native/keyvault/vault.d.ts'
const classOf = (version: string) =>
  `/**\n * Uses Azure REST API version ${version}. In version 2.x`

function found(beside: Record<string, string>, at = now) {
  const files = new Map([...changedBase({}), ...Object.entries(beside)])
  return validate(memoryTree(files), { now: at }).findings.filter(
    ({ ruleId }) => ruleId === 'vault/old-api',
  )
}

test.each<[string, Record<string, string>, Date?]>([
  ['there is no project', { 'Pulumi.production.yaml': stack }],
  ['the project has no such stack', { 'Pulumi.yaml': project, 'Pulumi.test.yaml': stack }],
  [
    'the stack has moved',
    {
      'Pulumi.yaml': project,
      'Pulumi.production.yaml': `${stack}  contoso-vaults:keyVaultApi: v20260201\n`,
    },
  ],
  [
    'the installed azure-native uses a newer one',
    {
      ...{ 'Pulumi.yaml': project, 'Pulumi.production.yaml': stack },
      [installed]: classOf('2026-05-15'),
    },
  ],
  [
    'it is still 2026',
    { 'Pulumi.yaml': project, 'Pulumi.production.yaml': stack },
    new Date('2026-12-31T23:59:59Z'),
  ],
])('nothing is said where %s', (_, beside, at) => {
  expect(found(beside, at)).toEqual([])
})

test.each<[string, Record<string, string>]>([
  ['nothing is installed', { 'Pulumi.production.yaml': stack }],
  [
    'the installed azure-native uses it',
    { 'Pulumi.production.yaml': stack, [installed]: classOf('2025-05-01') },
  ],
  [
    'the stack stays with it, whatever is installed',
    {
      'Pulumi.production.yaml': `${stack}  "contoso-vaults:keyVaultApi": 'v20241101'\n`,
      [installed]: classOf('2026-02-01'),
    },
  ],
  ['the stack has no configuration', { 'Pulumi.production.yaml': 'encryptionsalt: v1:x\n' }],
  ['the stack cannot be read', { 'Pulumi.production.yaml': 'config: [\n' }],
])('it warns at the vaults where %s', (_, beside) => {
  const [finding, ...more] = found({ 'Pulumi.yaml': project, ...beside })
  expect(more).toEqual([])
  expect(finding).toMatchObject({
    severity: 'warning',
    file: 'config/production/integration.yaml',
    range: { start: { line: 14, column: 1 } },
  })
  expect(finding?.message).toMatch(/API 202[45]-\d\d-01 stops on 27 February 2027/)
})

test('on a disk, only plain files beside config/ count, also for a part of it', () => {
  const folder = temporaryFolder({
    ...Object.fromEntries(changedBase({})),
    ...{ 'Pulumi.yaml': project, 'Pulumi.production.yaml': stack },
  })
  const count = () => {
    const tree = diskTree(folder)
    const { findings } = validate(withFiles(tree, tree.files()), {
      now,
      part: { environment: 'production', about: [] },
    })
    return findings.filter(({ ruleId }) => ruleId === 'vault/old-api').length
  }
  expect(count()).toBe(1)
  const stackFile = join(folder, 'Pulumi.production.yaml')
  rmSync(stackFile)
  symlinkSync('Pulumi.yaml', stackFile)
  expect(count()).toBe(0)
})
