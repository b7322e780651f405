import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What a program imports from packages, by reading its module graph. */
async function packageImports(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    absWorkingDir: root,
  })
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
  return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))].filter(
    (path) => !builtinModules.includes(path.replace(/^node:/, '')),
  )
}

// The root index loads every module of Azure; even a submodule's index is loaded whole from an ES
// module (network: 260 ms against 2 ms for the one class).
test.each(['infra/index.ts', 'infra/bootstrap/index.ts', 'infra/policy/policies.ts'])(
  '%s imports single classes of azure-native, never an index',
  async (entry) => {
    const azure = (await packageImports(entry)).filter((path) =>
      path.startsWith('@pulumi/azure-native'),
    )
    expect(azure.length).toBeGreaterThan(5)
    for (const path of azure)
      expect(path).toMatch(/^@pulumi\/azure-native\/[a-z]+\/(?!index)\w+\.js$/)
  },
)

test('what applications load has nothing of Pulumi in it', async () => {
  const imports = await packageImports('src/config/published-settings.ts')
  expect(imports.filter((path) => path.startsWith('@pulumi'))).toEqual([])
})
