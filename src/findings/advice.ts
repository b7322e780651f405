import type { Finding } from './finding.ts'

/** What to do about a finding, a sentence or command each: its help, then the fixes that are known. */
export function advice({ help, suggest }: Finding): string[] {
  return [
    help,
    ...suggest.map(({ title, safe }) =>
      safe ? `--fix does it: ${title}` : `suggestion: ${title}`,
    ),
  ]
}
