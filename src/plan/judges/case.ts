import { locate } from '../../config/parse-yaml.ts'
import type { Pointer } from '../../config/problem.ts'
import type { SourceFile } from '../../config/source-file.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import type { RuleInfo } from '../../findings/rule-info.ts'
import type { Change, ChangeKind } from '../change.ts'
import type { CheckedCutover } from '../check-cutover.ts'
import type { CheckedKeyPairs } from '../check-key-pairs.ts'
import type { Side } from '../diff-environments.ts'
import type { Judgement } from '../judgement.ts'
import type { Overrides } from '../overrides.ts'

/** What is judged. */
export interface Case {
  /** As they may be shown: names may be left out. */
  changes: readonly Change[]
  /** The same in the same order, with all names: for what is counted and compared. */
  allChanges: readonly Change[]
  /** The present time. */
  now: Date
  /** Its settings are the judge: those of the head are under review themselves. */
  base: Side
  head: Side
  /** What the rotation's own check says about the key pairs. */
  keyPairs: CheckedKeyPairs
  /** Who logs in with the shared key from now on. */
  cutover: CheckedCutover
  /** Whether names and ids of tenants are left out. */
  redacted: boolean
  overrides: Overrides
  /** The rules and their default severities. */
  rules: ReadonlyMap<string, RuleInfo>
  /** The head's files, to tell places. */
  draft?: EnvironmentDraft | undefined
}

/** Whether there are changes of these kinds. */
export function has({ changes }: Case, ...kinds: readonly ChangeKind[]): boolean {
  return changes.some(({ kind }) => kinds.includes(kind))
}

/** The changes of these kinds. */
export function only({ changes }: Case, ...kinds: readonly ChangeKind[]): Change[] {
  return changes.filter(({ kind }) => kinds.includes(kind))
}

/** A place in a file of the head. */
export function place(
  document: { source: SourceFile } | undefined,
  pointer: Pointer,
  at: 'key' | 'value' = 'value',
): Pick<Judgement, 'file' | 'range'> {
  if (document === undefined) return {}
  const { source } = document
  const { start, end } = locate(source, pointer, at)
  return { file: source.path, range: source.range(start, end) }
}
