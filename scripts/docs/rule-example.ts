import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { diskTree } from '../../src/config/config-tree.ts'
import { human } from '../../src/findings/formats/human.ts'
import { type Validation, validate } from '../../src/rules/validate.ts'
import { codeSpan } from './code-span.ts'
import { layExcerpt } from './lay-excerpt.ts'
import { root } from './root.ts'

/** The valid configuration over which every example is laid. */
const base = join(root, 'test/cases/base')

/**
 * Runs an example of a rule's page: part of a page in which lines such as
 *
 *     `config/production/integration.yaml`:
 *
 * announce a block with an excerpt of that file (see {@link layExcerpt}), or a new file. In parentheses
 * after the name, separated by commas: `the whole file`, `saved as Latin-1`, `\u{202e} stands for one
 * character`, `the last line 9,000 times`, `a link to PATH` (no block). A line "Without `PATH`." removes
 * one, and "On 2026-11-20" is the day of the run.
 *
 * @returns what was found, and what `ikctl validate` prints on a terminal of 78 columns (`explain`
 *   indents it by two).
 * @throws {Error} when the example is not of that form.
 */
export function runRuleExample(text: string): Validation & { output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-docs-'))
  try {
    cpSync(base, folder, { recursive: true })
    const changes = [...text.matchAll(announcement)]
    for (const { 1: path = '', 2: remarks = '', 3: block = '' } of changes) {
      write(folder, path, remarks.split(', '), block)
    }
    const removals = [...text.matchAll(/^Without `(config\/[^`]+)`[.:]$/gm)]
    for (const [, path = ''] of removals) rmSync(join(folder, path), { recursive: true })
    if (changes.length + removals.length === 0) throw new Error('the example changes no file')
    const day = /^On (\d{4}-\d{2}-\d{2})\b/m.exec(text)?.[1] ?? '2026-06-01'
    const validation = validate(diskTree(folder), { now: new Date(`${day}T00:00:00Z`) })
    return { ...validation, output: human(validation, { colour: false, columns: 78 }) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// --- internal ---

const announcement = /^`(config\/[^`]+)`(?: \((.+)\))?(?::\n\n```\w*\n([\s\S]*?)^```|\.)$/gm

function write(folder: string, path: string, remarks: readonly string[], block: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  let content = block
  const before = readIfThere(file)
  let whole = before === undefined || !path.endsWith('.yaml')
  let encoding: BufferEncoding = 'utf8'
  for (const remark of remarks.filter((each) => each !== '')) {
    const [, target] = /^a link to `(.+)`$/.exec(remark) ?? []
    const [, count] = /^the last line ([\d,]+) times$/.exec(remark) ?? []
    const [, escaped, code] = /^`(\\u\{([0-9a-f]+)\})` stands for one character$/.exec(remark) ?? []
    if (target !== undefined) {
      rmSync(file, { force: true })
      symlinkSync(target, file)
      return
    }
    if (remark === 'the whole file') whole = true
    else if (remark === 'saved as Latin-1') encoding = 'latin1'
    else if (count !== undefined) content = repeatLastLine(block, Number(count.replace(/,/g, '')))
    else if (escaped !== undefined) {
      content = content.replaceAll(escaped, String.fromCodePoint(Number.parseInt(code ?? '', 16)))
    } else throw new Error(`nobody knows what "(${remark})" means after ${codeSpan(path)}`)
  }
  if (!whole) content = layExcerpt(before ?? '', content)
  writeFileSync(file, content, encoding)
}

/** The `N` in the line counts. */
function repeatLastLine(block: string, count: number): string {
  const [, before = '', last = ''] = /^([\s\S]*\n)?(.*\n)$/.exec(block) ?? []
  return (
    before + Array.from({ length: count }, (_, index) => last.replace('N', `${index}`)).join('')
  )
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
