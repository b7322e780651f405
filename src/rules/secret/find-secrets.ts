import type { Problem } from '../../config/problem.ts'
import { maxProblems } from '../../config/read-text.ts'
import type { SourceFile } from '../../config/source-file.ts'
import type { Workspace } from '../../config/workspace.ts'

/** The stretches of a text that hold a secret, by offset. */
export type SecretFinder = (source: SourceFile) => Iterable<{ start: number; end: number }>

/** Looks for secrets in every file below config/; the message must not quote them. */
export function* findSecrets(
  { sources, otherSources }: Workspace,
  message: string,
  finder: SecretFinder,
): Iterable<Problem> {
  for (const source of [...sources, ...otherSources]) {
    let count = 0
    const found: { start: number; end: number }[] = []
    for (const { start, end } of finder(source)) {
      // The same secret in another form.
      if (found.some((other) => other.start <= start && end <= other.end)) continue
      found.push({ start, end })
      yield { place: { source, start, end }, message }
      count += 1
      if (count === maxProblems) break
    }
  }
}

/** Every match of a pattern (global). */
export function* matches(text: string, pattern: RegExp): Iterable<{ start: number; end: number }> {
  for (const { 0: found, index } of text.matchAll(pattern)) {
    yield { start: index, end: index + found.length }
  }
}
