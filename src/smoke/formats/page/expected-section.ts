import { capitalized } from '../../../text/capitalized.ts'
import { type Html, html } from '../../../text/html.ts'
import { withOutcome } from '../entries.ts'
import { outcomeWords } from '../words.ts'
import { entryRows, fewRows } from './entry-rows.ts'
import type { PageView } from './page-view.ts'

/** What was to be expected, and known failures that are over. */
export function expectedSection({ report, entries, data }: PageView): Html | undefined {
  const over = report.tenants.filter(({ knownFailure }) => knownFailure?.state === 'over')
  const parts = [
    ...(['known_failure', 'informational'] as const).map((outcome) => {
      const own = withOutcome(entries, outcome)
      const rows = entryRows(own, data.words, `outcome=${outcome}`, { title: true })
      return own.length > 0 && html`<h3>${capitalized(outcomeWords[outcome])}</h3>${rows}`
    }),
    over.length > 0 &&
      html`<h3>No longer</h3><ul>${over
        .slice(0, fewRows)
        .map(
          ({ id, name }) =>
            html`<li><strong>${name}</strong> logs in: delete <code>knownFailure</code> from <code>tenants/${id}.yaml</code></li>`,
        )}</ul>`,
  ]
  if (!parts.some(Boolean)) return undefined
  return html`<section aria-labelledby="expected"><h2 id="expected">Expected failures</h2>${parts}</section>`
}
