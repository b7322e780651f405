import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { rememberTree } from '../../src/config/remember-tree.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import { type ValidateOptions, type Validation, validate } from '../../src/rules/validate.ts'
import { recheck, type Verdict, verdictKey, verdictOf } from '../../src/rules/verdict.ts'
import type { Io } from '../io.ts'

/** With fewer files a run is over before a cache could help. */
const minFiles = 1_000

/**
 * Validates a whole tree. When the same files were found clean before by the same tool, the rules of
 * the clock alone are asked again. The cache is in the user's own cache folder, where no change of the
 * repository can put anything; whatever is wrong with it is as if it were not there.
 *
 * @param directory the start folder, of which the last verdict is kept.
 * @param tool tells this tool from any other version of it.
 */
export function validateCached(
  tree: ConfigTree,
  options: ValidateOptions,
  directory: string,
  io: Io,
  tool: string | undefined = toolDigest(),
): Validation {
  const file = cacheFile(directory, io)
  if (file === undefined || tool === undefined) return validate(tree, options)
  const remembered = rememberTree(tree)
  if (remembered.files().length < minFiles) return validate(remembered, options)
  const key = verdictKey(remembered, tool)
  if (key === undefined) return validate(remembered, options)
  const known = readVerdict(file, key)
  if (known !== undefined) return recheck(remembered, known, options)
  const validation = validate(remembered, options)
  const verdict = verdictOf(validation)
  if (verdict !== undefined) writeVerdict(file, key, verdict)
  return validation
}

// --- internal ---

/** None where there is no home, and none in CI: what gates a change computes everything. */
function cacheFile(directory: string, { env }: Io): string | undefined {
  const home = env.HOME ?? env.USERPROFILE
  const folder = env.XDG_CACHE_HOME || (home && join(home, '.cache'))
  if (!folder || (env.CI && env.CI !== 'false')) return undefined
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 32)
  return join(folder, 'ikctl', `validate-${name}.json`)
}

/**
 * Of the code itself, since its version stays while it is changed, and of what reads YAML for it.
 *
 * @returns nothing when it does not run as it was built: then its code is in many folders.
 */
function toolDigest(): string | undefined {
  const folder = dirname(fileURLToPath(import.meta.url))
  const files = readdirSync(folder)
  if (!files.includes('ikctl.js')) return undefined
  const hash = createHash('sha256').update(process.version)
  hash.update(readFileSync(createRequire(import.meta.url).resolve('yaml/package.json')))
  for (const name of files.sort()) {
    if (name.endsWith('.js')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

function readVerdict(file: string, key: string): Verdict | undefined {
  try {
    const [body = '', digest] = readFileSync(file, 'utf8').split('\n')
    if (digest !== seal(key, body)) return undefined
    return JSON.parse(body) as Verdict
  } catch {
    return undefined
  }
}

function writeVerdict(file: string, key: string, verdict: Verdict): void {
  const body = JSON.stringify(verdict)
  try {
    replaceFile(file, `${body}\n${seal(key, body)}\n`)
  } catch {
    // A cache that cannot be written is none.
  }
}

/** Binds the verdict to the files and the tool, and shows damage. */
function seal(key: string, body: string): string {
  return createHash('sha256').update(`${key}\n${body}`).digest('hex')
}
