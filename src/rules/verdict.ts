import { createHash } from 'node:crypto'
import type { ConfigTree } from '../config/config-tree.ts'
import { withFiles } from '../config/with-files.ts'
import { hasKnownFailure, type ValidateOptions, type Validation, validate } from './validate.ts'

/**
 * That a configuration has no finding but those of the clock: what can be remembered of a run, under
 * the digest of everything else that it depends on.
 */
export interface Verdict {
  files: number
  tenants: number
  /** The files that rules of the clock see. */
  clockFiles: string[]
}

/**
 * A digest of all that a run over the whole tree depends on but the time.
 *
 * @param tool tells the tool from any other version of it.
 * @returns nothing when a file cannot be read.
 */
export function verdictKey(tree: ConfigTree, tool: string): string | undefined {
  const hash = createHash('sha256').update(JSON.stringify(['ikctl verdict 1', tool]))
  try {
    for (const path of tree.files()) {
      const content = tree.read(path)
      hash.update(JSON.stringify([path, content.length])).update(content)
    }
  } catch {
    return undefined
  }
  return hash.digest('hex')
}

/** The verdict of a run over the whole tree, when there is one to remember. */
export function verdictOf(validation: Validation): Verdict | undefined {
  const { findings, rules, suppressed, summary, workspace } = validation
  if (findings.some(({ ruleId }) => rules.get(ruleId)?.clock !== true)) return undefined
  // What comments suppress can depend on the day, too.
  if (suppressed.length > 0) return undefined
  if (workspace.sources.some(({ text }) => text.includes('ikctl-ignore'))) return undefined
  const unseen = new Set(
    workspace.environments
      .flatMap(({ tenants }) => tenants.filter((tenant) => !hasKnownFailure(tenant)))
      .map(({ source }) => source.path),
  )
  return {
    files: summary.files,
    tenants: summary.tenants,
    clockFiles: workspace.sources.map(({ path }) => path).filter((path) => !unseen.has(path)),
  }
}

/** What a run over the whole tree finds, when it is known to have this verdict. */
export function recheck(tree: ConfigTree, verdict: Verdict, options: ValidateOptions): Validation {
  const part = withFiles(tree, verdict.clockFiles)
  const validation = validate(part, { ...options, clockOnly: true })
  const { files, tenants } = verdict
  return { ...validation, summary: { ...validation.summary, files, tenants } }
}
