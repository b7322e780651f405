import { capitalized } from '../../../text/capitalized.ts'
import { grouped } from '../../../text/grouped.ts'
import { type Html, html } from '../../../text/html.ts'
import { fewRows } from './entry-rows.ts'
import type { PageView } from './page-view.ts'

/** The form above the list of all tenants. A script shows it and fills the list. */
export function listSection({ data: { tenants, words } }: PageView): Html {
  const logins = tenants.flatMap((tenant) => tenant.logins)
  const labels = tenants.flatMap((tenant) =>
    Object.entries(tenant.labels ?? {}).map(([name, value]) => `${name}=${value}`),
  )
  const named = (name: string, names: Readonly<Record<string, string>>, values: string[]) =>
    select(name, counted(values), (value) => names[value] ?? value)
  return html`<section id="tenants" tabindex="-1" aria-labelledby="all"><h2 id="all">All tenants</h2>
<noscript><p>Search and the list of all tenants need JavaScript; everything above does not.</p></noscript>
<form id="filter" role="search" aria-label="Tenants">
<div class="q"><label for="filter-q">Search</label><input id="filter-q" type="search" autocomplete="off" spellcheck="false" placeholder="tenant, user, account, message" aria-keyshortcuts="/"></div>
${named(
  'outcome',
  words.outcomes,
  logins.map(({ outcome }) => outcome),
)}
${named(
  'class',
  words.classes,
  logins.flatMap(({ class: name }) => name ?? []),
)}
${named(
  'change',
  words.changes,
  logins.flatMap(({ change }) => change ?? []),
)}
${named(
  'status',
  {},
  tenants.map(({ status }) => status),
)}
${select(
  'label',
  counted(labels)
    .filter(([, count]) => count > 1)
    .slice(0, fewRows),
  (value) => value,
)}
<p class="found"><span id="count" role="status"></span> <button type="reset">Clear filters</button></p>
</form>
<ul id="list" class="rows" role="list" aria-label="Tenants"></ul>
<button id="more" type="button" hidden></button></section>`
}

// --- internal ---

/** A choice, where there is one. */
function select(
  name: string,
  values: readonly (readonly [string, number])[],
  wordOf: (value: string) => string,
): Html {
  return html`<div${values.length < 2 && html` hidden`}><label for="filter-${name}">${capitalized(name)}</label><select id="filter-${name}"><option value="">any</option>${values.map(
    ([value, count]) =>
      html`<option value="${value}">${wordOf(value)} (${grouped(count)})</option>`,
  )}</select></div>`
}

/** Distinct values with their numbers, the most frequent first. */
function counted(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
