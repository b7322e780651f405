import type { findingFormats } from '../src/findings/formats/formats.ts'
import type { Io } from './io.ts'

/**
 * The formats that `--format auto` prints: the human one, and in a run of GitHub Actions or Azure
 * Pipelines the commands by which these show findings at their lines. GitLab reads a file, so it has
 * to be named: `--format gitlab=FILE`.
 */
export function autoFormats({ env }: Io): (keyof typeof findingFormats)[] {
  if (env.GITHUB_ACTIONS === 'true') return ['human', 'github']
  // Azure writes "True".
  if (env.TF_BUILD?.toLowerCase() === 'true') return ['human', 'azure']
  return ['human']
}
