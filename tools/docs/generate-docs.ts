import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rulePage } from '../../src/findings/rule-info.ts'
import { rotationDiagram, rotationTables } from '../../src/key-pair/diagram.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { checkCommands } from './check-commands.ts'
import { checkLinks } from './check-links.ts'
import { commandReference, exitCodeTable, globalOptions } from './command-reference.ts'
import { commandTree } from './command-tree.ts'
import { configurationReference } from './configuration-reference.ts'
import { markdownPages } from './markdown-pages.ts'
import { replacePart } from './replace-part.ts'
import { root } from './root.ts'
import { newRulePage, renderRulePage } from './rule-page.ts'
import { ruleTable } from './rule-table.ts'

/** What `npm run docs` would write, and what it cannot fix. */
export interface GeneratedDocs {
  /** The pages that differ from what is on disk, by path relative to the repository. */
  stale: Map<string, string>
  /** Sentences for people. */
  problems: string[]
}

/** Makes all generated parts of docs/ again. */
export function generateDocs(): GeneratedDocs {
  const stale = new Map<string, string>()
  const problems: string[] = []
  const page = (path: string, render: (text: string) => string, begin = ''): void => {
    const file = join(root, path)
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    if (before === undefined) stale.set(path, begin)
    try {
      const after = render(before ?? begin)
      if (after !== before) stale.set(path, after)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      problems.push(`${path} ${error.message}`)
    }
  }
  for (const info of ruleInfos.values()) {
    page(rulePage(info.id), (text) => renderRulePage(info, text), newRulePage(info))
  }
  const program = commandTree()
  page('docs/commands.md', (text) =>
    [
      ['global options', globalOptions(program)],
      ['exit codes', exitCodeTable()],
      ['commands', commandReference(program)],
    ].reduce((page, [name = '', part = '']) => replacePart(page, name, part), text),
  )
  page('docs/configuration.md', (text) => replacePart(text, 'files', configurationReference()))
  page('docs/rotation.md', (text) =>
    replacePart(replacePart(text, 'states', rotationTables()), 'diagram', rotationDiagram()),
  )
  page('docs/rules/README.md', (text) => replacePart(text, 'rules', ruleTable(ruleInfos.values())))
  const pages = new Map([...markdownPages(), ...stale])
  // Its links are those of a repository that has ikctl among its packages.
  const ofTemplate = ['template/README.md', readFileSync(join(root, 'template/README.md'), 'utf8')]
  const commandPages = new Map([...pages, ofTemplate as [string, string]])
  problems.push(...checkLinks(pages), ...checkCommands(commandPages, program))
  return { stale, problems }
}
