import { warningClasses } from '../../../failure/warning-classes.ts'
import { capitalized } from '../../../text/capitalized.ts'
import { type Html, html } from '../../../text/html.ts'
import { warningGroups } from '../entries.ts'
import { warningHeading } from '../words.ts'
import { entryRows } from './entry-rows.ts'
import type { PageView } from './page-view.ts'

/** What is to be looked at although it keeps nobody from sending, by class. */
export function warningSection({ entries, data }: PageView): Html | undefined {
  const groups = warningGroups(entries)
  if (groups.length === 0) return undefined
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>${groups.map(
    (group) => {
      const { title, action } = warningClasses[group.class]
      const own = group.entries.map(({ entry }) => entry)
      const filter = String(new URLSearchParams({ q: title }))
      return html`<h3>${capitalized(warningHeading(group))}</h3><p class="remedy"><b>To do:</b> ${action}.</p>
${entryRows(own, data.words, filter, { warnings: true })}`
    },
  )}</section>`
}
