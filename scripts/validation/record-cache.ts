import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { withFiles } from '../../src/config/with-files.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import { type Records, validateRecorded } from '../../src/rules/records.ts'
import { type Validation, validate } from '../../src/rules/validate.ts'
import type { Io } from '../io.ts'

/** With fewer files a run is over before a cache could help. */
const minFiles = 1_000

/** With fewer files without a record, writing all records costs more than judging these again. */
const minFresh = 100

/**
 * Validates a whole tree. Files of tenants in which the same tool found nothing before are not judged
 * again. The cache is in the user's own cache folder, where no change of the repository can put anything;
 * whatever is wrong with it is as if it were not there.
 *
 * @param directory the start folder, whose files have records.
 * @param tool tells this tool from any other version of it.
 */
export function validateCached(
  tree: ConfigTree,
  options: Parameters<typeof validateRecorded>[1],
  directory: string,
  io: Io,
  tool: string | undefined = toolDigest(),
): Validation {
  const file = cacheFile(directory, io)
  if (file === undefined || tool === undefined) return validate(tree, options)
  const listed = withFiles(tree, tree.files())
  if (listed.files().length < minFiles) return validate(listed, options)
  const { validation, fresh, records } = validateRecorded(listed, options, readRecords(file, tool))
  if (fresh >= minFresh) writeRecords(file, tool, records())
  return validation
}

// --- internal ---

/** None where there is no home, and none in CI: what gates a change computes everything. */
function cacheFile(directory: string, { env }: Io): string | undefined {
  const home = env.HOME ?? env.USERPROFILE
  const folder = env.XDG_CACHE_HOME || (home && join(home, '.cache'))
  if (!folder || (env.CI && env.CI !== 'false')) return undefined
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 32)
  return join(folder, 'ikctl', `records-${name}`)
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
    if (!name.endsWith('.js')) continue
    hash.update(`${name}\n`)
    // The names of chunks are digests of their content.
    if (!/-[A-Z0-9]{8}\.js$/.test(name)) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

function readRecords(file: string, tool: string): Records | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const body = text.slice(text.indexOf('\n') + 1)
    if (!text.startsWith(`${seal(tool, body)}\n`)) return undefined
    const [circumstances = '', ...lines] = body.split('\n')
    return { circumstances, lines }
  } catch {
    return undefined
  }
}

function writeRecords(file: string, tool: string, { circumstances, lines }: Records): void {
  const body = [circumstances, ...lines].join('\n')
  try {
    replaceFile(file, `${seal(tool, body)}\n${body}`)
  } catch {
    // A cache that cannot be written is none.
  }
}

/** Binds the records to the tool, and shows damage. */
function seal(tool: string, body: string): string {
  return createHash('sha256').update(`ikctl records 1\n${tool}\n`).update(body).digest('hex')
}
