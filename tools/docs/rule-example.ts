import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type ConfigTree, diskTree } from '../../src/config/config-tree.ts'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { human } from '../../src/findings/formats/human.ts'
import { type Validation, validate } from '../../src/rules/validate.ts'
import { codeSpan } from './code-span.ts'
import { layExcerpt } from './lay-excerpt.ts'
import { root } from './root.ts'

/**
 * Runs an example of a rule's page: part of a page in which lines such as
 *
 *     `config/production/integration.yaml`:
 *
 * announce a block with an excerpt of that file of `test/cases/base` (see {@link layExcerpt}), or a new
 * file, which may be one of Pulumi beside `config/`. In parentheses after the name, separated by commas: `the whole file`, `saved as Latin-1`,
 * `\u{202e} stands for one character`, `the last line 9,000 times`, `a link to PATH` (no block). A line
 * "Without `PATH`." removes a file or folder, and "On 2026-11-20" is the day of the run.
 *
 * @returns what was found, and what `ikctl validate` prints on a terminal of 78 columns (`explain`
 *   indents it by two).
 * @throws {Error} when the example is not of that form.
 */
export function runRuleExample(text: string): Validation & { output: string } {
  const files = new Map(base)
  const links = new Map<string, string>()
  const changes = [...text.matchAll(announcement)]
  for (const { 1: path = '', 2: remarks = '', 3: block = '' } of changes) {
    const [, target] = /^a link to `(.+)`$/.exec(remarks) ?? []
    if (target !== undefined) links.set(path, target)
    else files.set(path, content(block, remarks.split(', '), path, files.get(path)))
  }
  const removals = [...text.matchAll(/^Without `(config\/[^`]+)`[.:]$/gm)]
  for (const [, gone = ''] of removals) {
    const paths = [...files.keys()].filter((path) => path === gone || path.startsWith(`${gone}/`))
    if (paths.length === 0) throw new Error(`has an example without "${gone}", which is not there`)
    for (const path of paths) files.delete(path)
  }
  if (changes.length + removals.length === 0) throw new Error('has an example that changes no file')
  const day = /^On (\d{4}-\d{2}-\d{2})\b/m.exec(text)?.[1] ?? '2026-06-01'
  const check = (tree: ConfigTree): Validation =>
    validate(tree, { now: new Date(`${day}T00:00:00Z`) })
  const validation = links.size > 0 ? onDisk(files, links, check) : check(memoryTree(files))
  return { ...validation, output: human(validation, { colour: false, columns: 78 }) }
}

// --- internal ---

type Files = ReadonlyMap<string, Uint8Array>

/** The valid configuration over which every example is laid. */
const base: Files = readBase()

function readBase(): Files {
  const tree = diskTree(join(root, 'test/cases/base'))
  return new Map(tree.files().map((path) => [path, tree.read(path)]))
}

const announcement =
  /^`((?:config\/|Pulumi)[^`]+)`(?: \((.+)\))?(?::\n\n```\w*\n([\s\S]*?)^```|\.)$/gm

/** What a block means for a file. */
function content(
  block: string,
  remarks: readonly string[],
  path: string,
  before: Uint8Array | undefined,
): Buffer {
  let text = block
  let encoding: BufferEncoding = 'utf8'
  let isWhole = before === undefined || !path.endsWith('.yaml')
  for (const remark of remarks.filter((each) => each !== '')) {
    const [, count] = /^the last line ([\d,]+) times$/.exec(remark) ?? []
    const [, escaped, code] = /^`(\\u\{([0-9a-f]+)\})` stands for one character$/.exec(remark) ?? []
    if (remark === 'the whole file') isWhole = true
    else if (remark === 'saved as Latin-1') encoding = 'latin1'
    else if (count !== undefined) text = repeatLastLine(text, Number(count.replace(/,/g, '')))
    else if (escaped !== undefined) {
      text = text.replaceAll(escaped, String.fromCodePoint(Number.parseInt(code ?? '', 16)))
    } else throw new Error(`nobody knows what "(${remark})" means after ${codeSpan(path)}`)
  }
  if (!isWhole) text = layExcerpt(Buffer.from(before ?? []).toString(), text)
  return Buffer.from(text, encoding)
}

/** The `N` in the line counts. */
function repeatLastLine(block: string, count: number): string {
  const [, before = '', last = ''] = /^([\s\S]*\n)?(.*\n)$/.exec(block) ?? []
  return (
    before + Array.from({ length: count }, (_, index) => last.replace('N', `${index}`)).join('')
  )
}

/** Links are a matter of the file system. */
function onDisk<T>(
  files: Files,
  links: ReadonlyMap<string, string>,
  use: (tree: ConfigTree) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-docs-'))
  try {
    for (const path of [...files.keys(), ...links.keys()]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
    }
    for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes)
    for (const [path, target] of links) symlinkSync(target, join(folder, path))
    return use(diskTree(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
