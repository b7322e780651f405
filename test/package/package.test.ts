import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emitTypes } from '../../tools/build/emit-types.ts'
import { root } from '../support/example-tree.ts'
import { installPacked, packInto } from '../support/packed-package.ts'
import { typeProblems } from '../support/type-problems.ts'

interface Manifest {
  exports: Record<string, string | { types: string; default: string }>
  bin: Record<string, string>
}

let folder = ''
let packed = ''
const installed = (path: string) => join(folder, 'node_modules/ikctl', path)
const manifest = (): Manifest => JSON.parse(readFileSync(installed('package.json'), 'utf8'))

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ikctl-package-'))
  packed = packInto(folder)
  installPacked(packed, folder)
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('has what it needs, and nothing of the workshop', () => {
  const files = execFileSync('tar', ['-tzf', packed], { encoding: 'utf8' }).trimEnd().split('\n')
  const top = new Set(files.map((file) => file.split('/')[1]))
  expect([...top].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'deploy',
    'dist',
    'docs',
    'package.json',
    'schemas',
  ])
  expect(files).toContain('package/dist/template/.github/workflows/pull-request.yml')
  expect(files).toContain('package/dist/template/gitignore')
  expect(files.filter((file) => file.includes('azure-native'))).toEqual([])
  expect(files.filter((file) => /\.(?:key|tgz|tsbuildinfo)$|\/reports\//.test(file))).toEqual([])
  expect(readFileSync(installed('dist/ikctl.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

test('every export can be imported, and is there for CommonJS too', () => {
  const entries = Object.keys(manifest().exports)
    // A policy pack starts when it is loaded: the engine tests do that.
    .filter((entry) => entry !== './infra/policy')
    .map((entry) => entry.replace('*', 'tenant').replace(/^\./, 'ikctl'))
  const program = `
    const names = {}
    for (const entry of ${JSON.stringify(entries)}) {
      const loaded = entry.endsWith('.json')
        ? await import(entry, { with: { type: 'json' } })
        : await import(entry)
      names[entry] = Object.keys(loaded).sort()
    }
    process.stdout.write(JSON.stringify(names))`
  const options = { cwd: folder, encoding: 'utf8' } as const
  const run = (...args: string[]) => spawnSync(process.execPath, args, options)
  const { stdout, stderr } = run('--input-type=module', '--eval', program)
  expect(JSON.parse(stdout || JSON.stringify(stderr))).toMatchObject({
    ikctl: ['diskTree', 'validate', 'validateEnvironment'],
    'ikctl/consent': expect.arrayContaining(['createConsent', 'createStateKey']),
    'ikctl/infra': expect.arrayContaining(['provision']),
    'ikctl/infra/bootstrap': expect.arrayContaining(['bootstrap']),
    'ikctl/login': expect.arrayContaining(['createLogin']),
    'ikctl/package.json': ['default'],
    'ikctl/schemas/tenant.json': ['default'],
  })
  const required = run('--print', "require('ikctl/consent').createConsent.name")
  expect(required.stdout).toBe('createConsent\n')
})

test('types are there for anyone who uses it: nothing is any', () => {
  emitTypes(root, installed('dist/types'))
  for (const target of Object.values(manifest().exports)) {
    const { types, default: code } =
      typeof target === 'string' ? { types: target, default: target } : target
    for (const file of [types, code].filter((path) => !path.includes('*'))) {
      expect(existsSync(installed(file)), file).toBe(true)
    }
  }
  const consumers = {
    'infra.ts': readFileSync(join(root, 'template/infra/index.ts'), 'utf8'),
    'bootstrap.ts': readFileSync(join(root, 'template/infra/bootstrap/index.ts'), 'utf8'),
    'wrong.ts': `
      import { diskTree, validateEnvironment } from 'ikctl'
      import { createConsent } from 'ikctl/consent'
      import { provision } from 'ikctl/infra'
      import { bootstrap } from 'ikctl/infra/bootstrap'
      import { createLogin } from 'ikctl/login'
      // @ts-expect-error
      const a: number = diskTree('.')
      // @ts-expect-error
      const b: number = validateEnvironment(diskTree('.'), 'demo', new Date()).environment?.tenants[0]?.account
      // @ts-expect-error
      const c: number = createConsent({} as never).link
      // @ts-expect-error
      const d: number = (await provision()).settings
      // @ts-expect-error
      const e: number = (await bootstrap()).tenantId
      // @ts-expect-error
      const f: number = createLogin({} as never).ready
      export const all = [a, b, c, d, e, f]`,
  }
  for (const [name, code] of Object.entries(consumers)) writeFileSync(join(folder, name), code)
  expect(typeProblems(folder, Object.keys(consumers))).toEqual([])
})
