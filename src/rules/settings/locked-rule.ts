import { keyAt } from '../../config/problem.ts'
import type { WorkspaceRule } from '../rule.ts'

export const lockedRule: WorkspaceRule = {
  id: 'settings/locked-rule',
  severity: 'error',
  summary:
    'Rules that guard secrets or the form of the files keep their severity: a setting for one has no effect.',
  help: 'Remove the line, and mend what the rule finds.',
  locked: true,
  *checkWorkspace({ settings }, { rules }) {
    for (const id of Object.keys(settings?.value.rules ?? {})) {
      if (settings === undefined || rules.get(id)?.locked !== true) continue
      yield {
        place: keyAt(settings, 'rules', id),
        message: `the severity of the rule "${id}" cannot be changed`,
      }
    }
  },
}
