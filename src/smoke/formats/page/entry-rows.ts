import { grouped } from '../../../text/grouped.ts'
import { type Html, html } from '../../../text/html.ts'
import type { Entry } from '../entries.ts'
import { type PageWords, pageLogin } from './page-data.ts'
import { type RowParts, tenantRow } from './page-rows.ts'

/** More rows than this stand only in the list of all tenants, which a script makes. */
export const fewRows = 100

/**
 * Some tenant users as a list that is there without a script.
 *
 * @param filter shows the same ones, all of them, in the list of all tenants.
 */
export function entryRows(
  entries: readonly Entry[],
  words: PageWords,
  filter: string,
  parts: RowParts,
): Html {
  const rest = entries.length - fewRows
  return html`<ul class="rows few" role="list">${entries
    .slice(0, fewRows)
    .map((entry) => tenantRow(entry.tenant, [pageLogin(entry)], words, parts))}</ul>${
    rest > 0 &&
    html`<p><a href="#${filter}">${grouped(rest)} more in the list of all tenants</a></p>`
  }`
}
