import { grouped } from '../../../text/grouped.ts'
import { type Html, html } from '../../../text/html.ts'
import type { Outcome } from '../../smoke-report.ts'
import { outcomeWords } from '../words.ts'
import { icon, tones } from './page-rows.ts'
import type { PageView } from './page-view.ts'

/** Outcomes as a bar, and in numbers that lead to the list. */
export function outcomeCounts({ report: { summary } }: PageView): Html {
  const counts = (Object.keys(outcomeWords) as Outcome[]).flatMap((outcome) => {
    const count = summary.outcomes[outcome]
    return count === undefined ? [] : [{ outcome, count }]
  })
  let from = 0
  const parts = counts.map(({ outcome, count }) => {
    const [x, width] = [(100 * from) / summary.logins, (100 * count) / summary.logins]
    from += count
    return html`<rect class="${tones[outcome]}" x="${x.toFixed(3)}%" width="${width.toFixed(3)}%" height="100%"/>`
  })
  return html`<svg class="bar" aria-hidden="true">${parts}</svg>
<ul class="counts" role="list">${counts.map(
    ({ outcome, count }) =>
      html`<li class="${tones[outcome]}"><a href="#outcome=${outcome}">${icon(tones[outcome])}<span><b>${grouped(count)}</b> ${outcomeWords[outcome]}</span></a></li>`,
  )}</ul>`
}
