import type { ConfigTree } from '../config/config-tree.ts'
import { overlayTree } from '../config/overlay-tree.ts'
import type { Finding } from '../findings/finding.ts'
import { type Records, validateRecorded } from '../rules/records.ts'

/** The configuration as an editor sees it: what is on disk, and what is typed but not saved. */
export interface WorkspaceFindings {
  /** The text that an editor holds of a file. */
  open(path: string, text: string): void
  /** From now on what is on disk counts. */
  close(path: string): void
  /** The text of an open file. */
  textOf(path: string): string | undefined
  /**
   * What `validate --stdin-file-name` says of each file that has findings: its own, and those of other files
   * that name it. Tenants that have not changed since the last time are not parsed again.
   */
  check(now: Date): ReadonlyMap<string, readonly Finding[]>
  /** All files below `config/`. */
  files(): ReadonlySet<string>
}

/** @param disk the configuration on disk. */
export function workspaceFindings(disk: ConfigTree): WorkspaceFindings {
  const texts = new Map<string, string>()
  let records: Records | undefined
  return {
    open: (path, text) => void texts.set(path, text),
    close: (path) => void texts.delete(path),
    textOf: (path) => texts.get(path),
    check(now) {
      const run = validateRecorded(overlayTree(disk, texts), { now }, records)
      records = run.records()
      const byFile = new Map<string, Finding[]>()
      for (const finding of run.validation.findings) {
        for (const path of new Set([finding, ...finding.related].map(({ file }) => file))) {
          const others = byFile.get(path)
          if (others === undefined) byFile.set(path, [finding])
          else others.push(finding)
        }
      }
      return byFile
    },
    files: () => new Set(overlayTree(disk, texts).files()),
  }
}
