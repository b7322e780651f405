import { capitalized } from '../../../text/capitalized.ts'
import { grouped } from '../../../text/grouped.ts'
import { type Html, html } from '../../../text/html.ts'
import type { ChangeKind } from '../../smoke-report.ts'
import { changeKinds, withChange } from '../entries.ts'
import { changeWords } from '../words.ts'
import { entryRows } from './entry-rows.ts'
import type { PageView } from './page-view.ts'
import { timeElement } from './time-element.ts'

/** What has changed since the earlier run. */
export function changesSection({ report, entries, data }: PageView): Html | undefined {
  const { comparison } = report
  if (comparison === undefined) return undefined
  const told: readonly ChangeKind[] = ['regressed', 'newlyFailing', 'fixed']
  return html`<section aria-labelledby="changes"><h2 id="changes">Changed since ${timeElement(comparison.endedAt)}</h2>
<ul class="counts" role="list">${changeKinds.map((kind) => {
    const count = comparison[kind].length
    const text = html`<span><b>${grouped(count)}</b> ${changeWords[kind]}</span>`
    return html`<li class="${count > 0 && kind}">${count > 0 ? html`<a href="#change=${kind}">${text}</a>` : text}</li>`
  })}</ul>
${told.map((kind) => {
  const own = withChange(entries, kind)
  return (
    own.length > 0 &&
    html`<h3>${capitalized(changeWords[kind])}</h3>${entryRows(own, data.words, `change=${kind}`, { title: true })}`
  )
})}</section>`
}
