import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'

/**
 * Writes the types of a package as its `tsconfig.build.json` says, and removes those that none of its
 * exports leads to. Whether the types are right is for `npm run check`.
 *
 * @param packageFolder the folder with `package.json` and `tsconfig.build.json`.
 * @param outDir where the types go.
 * @throws {Error} when a type cannot be written down.
 */
export function emitTypes(packageFolder: string, outDir = join(packageFolder, 'dist/types')): void {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const project = join(packageFolder, 'tsconfig.build.json')
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', project, '--noCheck', '--outDir', outDir],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`no types of ${packageFolder}:\n${stdout}`)
  const reached = reachableTypes(typeEntries(packageFolder).map((path) => join(outDir, path)))
  for (const path of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
    const file = join(outDir, path)
    if (path.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
  }
}

// --- internal ---

/** The types that the exports of a package name, relative to `dist/types`. */
function typeEntries(packageFolder: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { types: string }>
  }
  return Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [] : target.types.replace('./dist/types/', ''),
  )
}

/** These files and all that they import, directly or not. */
function reachableTypes(entries: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const visit = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'))
    for (const { fileName } of importedFiles.filter((imported) =>
      /^\.{1,2}\//.test(imported.fileName),
    )) {
      const imported = resolve(dirname(file), fileName.replace(/\.[jt]s$/, '.d.ts'))
      if (!existsSync(imported)) throw new Error(`${file} imports ${fileName}, which has no types`)
      visit(imported)
    }
  }
  for (const entry of entries) visit(entry)
  return reached
}
