import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './example-tree.ts'

/** Packs a package, as built, into a folder. @returns the packed file. */
export function packInto(folder: string, packageFolder = root): string {
  const packed = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: packageFolder, encoding: 'utf8' },
  )
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  return join(folder, filename)
}

/**
 * Installs a packed ikctl without a network: its dependencies, and those of a repository that uses it,
 * are this checkout's.
 */
export function installPacked(packed: string, folder: string): void {
  const modules = join(folder, 'node_modules')
  rmSync(modules, { recursive: true, force: true })
  mkdirSync(join(modules, 'ikctl'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === 'ikctl' || name === '.bin') continue
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  execFileSync('tar', ['-xzf', packed, '-C', join(modules, 'ikctl'), '--strip-components=1'])
  mkdirSync(join(modules, '.bin'))
  symlinkSync('../ikctl/dist/ikctl.js', join(modules, '.bin/ikctl'))
  chmodSync(join(modules, 'ikctl/dist/ikctl.js'), 0o755)
}
