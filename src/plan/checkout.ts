import { type ConfigTree, diskTree } from '../config/config-tree.ts'
import { type GitTree, runGit } from './git-tree.ts'
import type { Judgement } from './judgement.ts'
import { redactPath } from './redact.ts'

/**
 * The working tree, with the modes that the index has for its files: on disk a link may be a plain file
 * (`core.symlinks`), and where every file is executable the bit says nothing.
 */
export function checkedOutTree(directory: string): ConfigTree {
  const disk = diskTree(directory)
  const modes = new Map<string, string>()
  const index = runGit(directory, ['ls-files', '--stage', '-z', '--', 'config'])
  for (const entry of index.toString('utf8').split('\0')) {
    const [, mode, path] = /^(\d+) [0-9a-f]+ \d\t(.*)$/s.exec(entry) ?? []
    if (mode !== undefined && path !== undefined && mode !== '100644') modes.set(path, mode)
  }
  const files = [...new Set([...disk.files(), ...modes.keys()])].sort()
  return { modes, files: () => files, read: (path) => disk.read(path) }
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
  const paths = [...new Set([...disk.files(), ...(head?.files() ?? [])])].sort()
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

/** The commit that is checked out. */
export function checkedOutCommit(directory: string): string | undefined {
  try {
    return runGit(directory, ['rev-parse', '--verify', '--quiet', 'HEAD']).toString('utf8').trim()
  } catch {
    return undefined
  }
}

// --- internal ---

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
  } catch {
    return false
  }
}

function withoutReturns(content: Buffer): string {
  return content.toString('latin1').replaceAll('\r\n', '\n')
}
