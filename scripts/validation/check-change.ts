import { diskTree } from '../../src/config/config-tree.ts'
import { overlayTree } from '../../src/config/overlay-tree.ts'
import { withFiles } from '../../src/config/with-files.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { human } from '../../src/findings/formats/human.ts'
import { type Validation, validateEnvironment } from '../../src/rules/validate.ts'
import { type Io, wantsColour } from '../io.ts'
import { refused } from '../output/refused.ts'

/**
 * What the rules say of an environment as it would be after a change: of the changed files and what changes in
 * comparison with others, and of its files that are no tenant's.
 *
 * @param files what the change would write, by path relative to the start folder.
 */
export function validateChange(
  environment: string,
  files: ReadonlyMap<string, string>,
  directory: string,
  io: Io,
): Validation {
  const disk = diskTree(directory)
  const before = withFiles(disk, disk.files())
  const about = [...files.keys()]
  return validateEnvironment(overlayTree(before, files), environment, new Date(io.now()), {
    ...{ about, before },
  })
}

/**
 * Validates an environment as it would be after a change. What the rules would refuse is printed.
 *
 * @param files what the change would write, by path relative to the start folder.
 * @param shown findings that are reported although they stand in nothing's way.
 */
export function checkChange(
  environment: string,
  files: ReadonlyMap<string, string>,
  directory: string,
  io: Io,
  shown: (finding: Finding) => boolean = () => false,
): { mayBeWritten: boolean } {
  const { findings, ...validation } = validateChange(environment, files, directory, io)
  const mayBeWritten = validation.summary.errors === 0
  const told = findings.filter((finding) => finding.severity === 'error' || shown(finding))
  if (told.length > 0) {
    const format = { colour: wantsColour(io, io.stderr), columns: io.stderr.columns || 80 }
    io.stderr.write(human({ ...validation, findings: told }, format))
  }
  if (!mayBeWritten) {
    refused('the result would not be valid', 'fix what is said above; nothing was changed', io)
  }
  return { mayBeWritten }
}
