import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { expect, test } from 'vitest'
import * as source from '../../src/login/index.ts'
import { runProgram } from './support/run-program.ts'

const root = join(import.meta.dirname, '../..')

/** The packages that a module loads: at once, and only when they are needed. */
async function packagesOf(entry: string): Promise<{ atOnce: string[]; later: string[] }> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: 'unused',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
  const start = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry)
  const atOnce = new Set<string>()
  const visit = (output: Metafile['outputs'][string] | undefined, seen: Set<string>) => {
    for (const { path, kind, external } of output?.imports ?? []) {
      if (kind !== 'import-statement' || seen.has(path)) continue
      seen.add(path)
      if (external) atOnce.add(path)
      else visit(metafile.outputs[path], seen)
    }
  }
  visit(start?.[1], new Set())
  const all = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external }) => external)
    .map(({ path }) => path)
  const packages = (paths: Iterable<string>) =>
    [...new Set(paths)]
      .filter((path) => !builtinModules.includes(path.replace(/^node:/, '')))
      .sort()
  return { atOnce: packages(atOnce), later: packages(all).filter((path) => !atOnce.has(path)) }
}

test('importing ikctl/login loads no package at all; a login loads what it needs', async () => {
  const { atOnce, later } = await packagesOf('src/login/index.ts')
  expect(atOnce).toEqual([])
  expect(later).toEqual(['@azure/keyvault-keys', '@azure/keyvault-secrets', 'undici'])
})

test('the package exports it as ikctl/login', async () => {
  const program =
    "import('ikctl/login').then((login) => process.stdout.write(JSON.stringify(Object.keys(login))))"
  const printed = await runProgram(process.execPath, ['-e', program], { cwd: root })
  expect(JSON.parse(printed).sort()).toEqual(Object.keys(source).sort())
})
