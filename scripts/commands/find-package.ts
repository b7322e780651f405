import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, sep } from 'node:path'
import { version } from '../../src/version.ts'
import { UsageError } from '../exit-codes.ts'
import { maxInputSize, readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'

/** How a new repository gets ikctl. */
export interface FoundPackage {
  /** What its `package.json` asks for. */
  dependency: string
  /** The packed file that the repository keeps: it needs no registry then. */
  packed?: { path: string; bytes: Uint8Array }
}

/**
 * Finds out where a new repository gets ikctl from; a checkout is packed. Nobody owns the name `ikctl` in the
 * public registry, and the person who registered it would run code in every repository that asks for it: a version
 * alone is refused.
 *
 * @param spec of `--package`; absent: this ikctl.
 * @param root the folder of this ikctl.
 * @throws {UsageError} when there is no such file, or nothing but the name is known.
 */
export async function findPackage(
  spec: string | undefined,
  { directory, root }: { directory: string; root: string },
  io: Pick<Io, 'run'>,
): Promise<FoundPackage> {
  if (spec === undefined) return keep(`ikctl-${version}.tgz`, await pack(root, io))
  if (spec.endsWith('.tgz') && !/^[a-z+]+:/.test(spec)) {
    return keep(basename(spec), readNamedFile(spec, directory, 'the package', maxInputSize))
  }
  if (!namesAnOrigin(spec)) {
    throw new UsageError(
      `--package: "${spec}" would ask the public registry for the name ikctl, which nobody owns there. ${remedy}`,
    )
  }
  return { dependency: spec }
}

// --- internal ---

const remedy =
  'Run `npm pack` in a checkout of ikctl, and name the file with --package FILE.tgz; or name the address of your copy, such as --package git+https://HOST/OWNER/ikctl.git#COMMIT'

function keep(name: string, bytes: Uint8Array): FoundPackage {
  const path = `vendor/${name}`
  return { dependency: `file:${path}`, packed: { path, bytes } }
}

/** Whether npm gets a dependency of this form from somewhere else than the registry's name `ikctl`. */
function namesAnOrigin(spec: string): boolean {
  return origins.some((form) => form.test(spec))
}

const origins = [
  /^(?:file|https|git|git\+[a-z]+|github|gitlab|bitbucket|gist):./,
  // Another name, which somebody owns with its scope.
  /^npm:@[\w.-]+\/./,
  // A folder.
  /^(?:\.{0,2}|~)\//,
  // A repository on GitHub.
  /^[\w-]+\/[\w.-]+(?:#.+)?$/,
]

async function pack(root: string, { run }: Pick<Io, 'run'>): Promise<Uint8Array> {
  if (!isCheckout(root)) {
    throw new UsageError(
      `this ikctl is installed, not a checkout, so it cannot be packed for the new repository. ${remedy}`,
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-pack-'))
  try {
    // It is built: what runs here is in it.
    const options = ['--ignore-scripts', '--pack-destination', folder]
    const ended = await run?.('npm', ['pack', ...options, root])
    const file = join(folder, `ikctl-${version}.tgz`)
    if (ended?.code === 0 && existsSync(file)) return readFileSync(file)
    const said = ended?.stderr.split('\n')[0] || `it wrote no ikctl-${version}.tgz`
    const reason = ended === undefined ? 'npm is not there' : said
    throw new UsageError(`\`npm pack\` did not pack ${root}: ${reason}. ${remedy}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** All that a package has is there, and npm did not put it there. */
function isCheckout(root: string): boolean {
  if (root.split(sep).includes('node_modules')) return false
  return ['dist', 'docs', 'schemas', 'deploy'].every((name) => existsSync(join(root, name)))
}
