import { type ConfigTree, diskTree } from '../config/config-tree.ts'
import { askGit, GitUnreadable, runGit } from './git-program.ts'
import type { GitTree } from './git-tree.ts'
import type { Judgement } from './judgement.ts'
import { redactPath } from './redact.ts'

/**
 * The working tree as the head of a plan.
 *
 * @throws {GitUnreadable} where there is none (a bare repository), or not all of it (a sparse checkout).
 */
export function workingTree(directory: string): ConfigTree {
  if (!hasWorkingTree(directory)) {
    throw new GitUnreadable(
      'no_working_tree',
      `${directory} has no working tree (it is a bare repository, or inside of .git): name the commit to plan with --head`,
    )
  }
  const { leftOut, ...tree } = checkedOutTree(directory)
  const [first] = leftOut
  if (first === undefined) return tree
  throw new GitUnreadable(
    'sparse',
    `this is a sparse checkout, which leaves out files below config/, such as ${first}: check them out with \`git sparse-checkout add config\`, or name the commit to plan with --head`,
  )
}

/**
 * Why what lies in the working tree may not be what was reviewed: Git's attributes, of whatever file of
 * them, change bytes on their way; or files are not as the head has them.
 *
 * @param head the revision that is planned, when it is the one that is checked out.
 */
export function checkoutRemarks(
  directory: string,
  { head, redact }: { head: GitTree | undefined; redact: boolean },
): Judgement[] {
  const disk = checkedOutTree(directory)
  const leftOut = new Set(disk.leftOut)
  const isThere = (path: string) => !leftOut.has(path)
  const paths = [...new Set([...disk.files(), ...(head?.files() ?? [])])].filter(isThere).sort()
  const listed = (found: readonly string[]) => {
    const shown = found.slice(0, 3).map((path) => (redact ? redactPath(path) : path))
    return `${shown.join(', ')}${found.length > 3 ? ` and ${found.length - 3} more` : ''}`
  }
  const remarks: Judgement[] = [...convertedFiles(directory, paths)].map(
    ([attribute, converted]) => ({
      weight: 'refused',
      code: 'plan/git-attributes',
      message: `Git's attribute "${attribute}" applies to files below config/, so what is checked out can be other bytes than what was reviewed: ${listed(converted)}`,
      wayForward:
        'take the attribute away from these files: in .gitattributes at the root, in .git/info/attributes, or in the file that "core.attributesFile" names',
    }),
  )
  if (head === undefined) return remarks
  const different = paths.filter((path) => !isSameFile(head, disk, path))
  if (different.length > 0) {
    remarks.push({
      weight: 'refused',
      code: 'plan/checkout-differs',
      message: `files below config/ are not in the working tree as ${head.commit.slice(0, 12)} has them, which is checked out: ${listed(different)}`,
      wayForward:
        'commit or stash what was changed, and check the commit out again; without --head the working tree itself is planned',
    })
  }
  return remarks
}

/** The commit that is checked out; undefined before the first one, and in a bare repository. */
export function checkedOutCommit(directory: string): string | undefined {
  if (!hasWorkingTree(directory)) return undefined
  const { status, stdout } = askGit(directory, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  return status === 0 ? stdout.toString('utf8').trim() : undefined
}

// --- internal ---

function hasWorkingTree(directory: string): boolean {
  const { stdout } = askGit(directory, ['rev-parse', '--is-inside-work-tree'])
  return stdout.toString('utf8').trim() === 'true'
}

/**
 * The files on disk, with the modes that the index has for them: on disk a link may be a plain file
 * (`core.symlinks`), and where every file is executable the bit says nothing. `leftOut` are those that a
 * sparse checkout has not put there.
 */
function checkedOutTree(directory: string): ConfigTree & { leftOut: readonly string[] } {
  const disk = diskTree(directory)
  const present = new Set(disk.files())
  const modes = new Map<string, string>()
  const leftOut: string[] = []
  const index = runGit(directory, ['ls-files', '--stage', '-t', '-z', '--', 'config'])
  for (const entry of index.toString('utf8').split('\0')) {
    const [, tag, mode, path] = /^(\w) (\d+) [0-9a-f]+ \d\t(.*)$/s.exec(entry) ?? []
    if (mode === undefined || path === undefined) continue
    if (tag === 'S' && !present.has(path)) leftOut.push(path)
    else if (mode !== '100644') modes.set(path, mode)
  }
  const files = [...new Set([...present, ...modes.keys()])].sort()
  return { modes, leftOut, files: () => files, read: (path) => disk.read(path) }
}

/**
 * Attributes that make a checkout or an archive hold other bytes than the commit. Line ends ("text",
 * "eol") are not among them: YAML and PEM mean the same with either.
 */
const converting = ['working-tree-encoding', 'filter', 'ident', 'export-subst', 'export-ignore']

/** The files that an attribute converts, by attribute. */
function convertedFiles(directory: string, paths: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  if (paths.length === 0) return found
  const output = runGit(
    directory,
    ['check-attr', '-z', '--stdin', ...converting],
    `${paths.join('\0')}\0`,
  )
  const words = output.toString('utf8').split('\0')
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [path = '', attribute = '', value = ''] = words.slice(at, at + 3)
    if (value === 'unspecified' || value === 'unset') continue
    const known = found.get(attribute)
    if (known === undefined) found.set(attribute, [path])
    else known.push(path)
  }
  return found
}

function isSameFile(head: GitTree, disk: ConfigTree, path: string): boolean {
  // Links and submodules have their own finding.
  if (head.modes.has(path) || disk.modes?.has(path)) return true
  try {
    const [a, b] = [Buffer.from(head.read(path)), Buffer.from(disk.read(path))]
    return a.equals(b) || withoutReturns(a) === withoutReturns(b)
  } catch (error) {
    if (error instanceof GitUnreadable) throw error
    return false
  }
}

function withoutReturns(content: Buffer): string {
  return content.toString('latin1').replaceAll('\r\n', '\n')
}
