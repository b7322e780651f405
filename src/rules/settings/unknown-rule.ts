import { nearest } from '../../config/nearest.ts'
import { keyAt } from '../../config/problem.ts'
import { suggestValue } from '../../config/suggest-value.ts'
import type { WorkspaceRule } from '../rule.ts'

export const unknownRule: WorkspaceRule = {
  id: 'settings/unknown-rule',
  severity: 'error',
  summary: 'Severities are set for rules that exist: a mistyped id changes nothing, unnoticed.',
  help: 'Correct the id; `ikctl explain` lists all rules.',
  *checkWorkspace({ settings }, { rules }) {
    for (const id of Object.keys(settings?.value.rules ?? {})) {
      if (settings === undefined || rules.has(id)) continue
      const near = nearest(id, [...rules.keys()])
      const place = keyAt(settings, 'rules', id)
      yield {
        place,
        message: `there is no rule "${id}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
        suggest: near === undefined ? [] : suggestValue(place, near),
      }
    }
  },
}
