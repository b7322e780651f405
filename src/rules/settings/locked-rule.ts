import { keyAt } from '../../config/problem.ts'
import { gradedSeverity, hasFixedSeverity } from '../../findings/rule-info.ts'
import type { WorkspaceRule } from '../rule.ts'

export const lockedRule: WorkspaceRule = {
  id: 'settings/locked-rule',
  severity: 'error',
  summary:
    'Rules that guard secrets, keys, hosts or the form of the files keep their severity: a setting that lowers it, or switches one off, has no effect.',
  help: 'Remove the line, and fix what the rule finds.',
  locked: true,
  *checkWorkspace({ settings }, { rules }) {
    for (const [id, chosen] of Object.entries(settings?.value.rules ?? {})) {
      const info = rules.get(id)
      if (settings === undefined || info === undefined) continue
      const isRefused = gradedSeverity(info, chosen) !== chosen
      if (info.locked !== true && !isRefused) continue
      yield {
        place: keyAt(settings, 'rules', id),
        message: hasFixedSeverity(info)
          ? `the severity of the rule "${id}" cannot be changed`
          : `the severity of the rule "${id}" cannot be lower than "${info.severity}"`,
      }
    }
  },
}
