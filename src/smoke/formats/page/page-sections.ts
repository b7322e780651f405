import { type Html, html } from '../../../text/html.ts'
import type { ChangeKind, Outcome, SmokeReport } from '../../smoke-report.ts'
import {
  type ClassGroup,
  changeKinds,
  classGroups,
  type Entry,
  entriesOf,
  probeTroubles,
  withChange,
  withOutcome,
} from '../entries.ts'
import {
  type Cure,
  changeWords,
  classTitle,
  cureOf,
  failureWords,
  outcomeWords,
  ownCure,
  timeWords,
} from '../words.ts'
import { type PageData, pageLogin } from './page-data.ts'
import { icon, type RowParts, type Tone, tenantRow, tones } from './page-rows.ts'

/** More rows than this stand only in the list of all tenants, which a script makes. */
const fewRows = 100

/** What has changed since the earlier run. */
export function changesSection(report: SmokeReport, { words }: PageData): Html | undefined {
  const { comparison } = report
  if (comparison === undefined) return undefined
  const entries = entriesOf(report)
  const told: readonly ChangeKind[] = ['regressed', 'newlyFailing', 'fixed']
  return html`<section aria-labelledby="changes"><h2 id="changes">Changed since ${time(comparison.endedAt)}</h2>
<ul class="counts" role="list">${changeKinds.map((kind) => {
    const count = comparison[kind].length
    const text = html`<span><b>${grouped(count)}</b> ${changeWords[kind]}</span>`
    return html`<li class="${count > 0 && kind}">${count > 0 ? html`<a href="#change=${kind}">${text}</a>` : text}</li>`
  })}</ul>
${told.map((kind) => {
  const own = withChange(entries, kind)
  return (
    own.length > 0 &&
    html`<h3>${capital(changeWords[kind])}</h3>${rows(own, words, `change=${kind}`, { title: true })}`
  )
})}</section>`
}

/** Each class of failures with its cure, the worst first; the logins before all others come first. */
export function troubleSections(report: SmokeReport, { words }: PageData): Html[] {
  const probes = probeTroubles(report).map(({ who, outcome, failure, probe }) =>
    trouble(
      { id: `${outcome}-${who.replaceAll(' ', '-')}`, outcome, title: classTitle(failure.class) },
      html`<span>${who}</span>`,
      html`<p>${capital(failureWords(failure))}.</p>${cureText(ownCure(failure, probe.consentLink))}
<p class="dim">user <code>${probe.user}</code></p>`,
    ),
  )
  const groups = classGroups(entriesOf(report)).map((group) => {
    const { outcome, class: name, entries, failure } = group
    const isSame = new Set(entries.map(({ login }) => login.failure?.message)).size === 1
    return trouble(
      { id: `${outcome}-${name}`, outcome, title: classTitle(name) },
      html`<span>${loginCount(group)}</span>`,
      html`${isSame && html`<p>${capital(failureWords(failure))}.</p>`}${cureText(cureOf(group, report))}
${rows(entries, words, `outcome=${outcome}&class=${name}`, { message: !isSame, change: true })}`,
    )
  })
  return [...probes, ...groups]
}

/** What was to be expected, and known failures that are over. */
export function expectedSection(report: SmokeReport, { words }: PageData): Html | undefined {
  const entries = withOutcome(entriesOf(report), 'known_failure', 'informational')
  const over = report.tenants.filter(({ knownFailure }) => knownFailure?.state === 'over')
  if (entries.length + over.length === 0) return undefined
  return html`<section aria-labelledby="expected"><h2 id="expected">Expected to fail <span>${grouped(entries.length)}</span></h2>
${entries.length > 0 && rows(entries, words, `outcome=${entries[0]?.login.outcome}`, { title: true })}
${over.length > 0 && html`<h3>No longer</h3><ul>${over.slice(0, fewRows).map(({ id, name }) => html`<li><strong>${name}</strong> logs in: delete <code>knownFailure</code> from <code>tenants/${id}.yaml</code></li>`)}</ul>`}</section>`
}

/** The form above the list of all tenants. A script shows it and fills the list. */
export function listSection({ tenants, words }: PageData): Html {
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

/** Outcomes as a bar, and in numbers that lead to the list. */
export function outcomeCounts({ summary }: SmokeReport): Html {
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

/** A time for people and programs. */
export function time(iso: string): Html {
  return html`<time datetime="${iso}">${timeWords(iso)}</time>`
}

/** `10,000`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

// --- internal ---

function trouble(
  { id, outcome, title }: { id: string; outcome: ClassGroup['outcome']; title: string },
  count: Html,
  content: Html,
): Html {
  const tone: Tone = tones[outcome]
  return html`<section class="trouble ${tone}" aria-labelledby="${id}"><h3 id="${id}">${icon(tone)}${capital(title)} ${count}</h3>
${content}</section>`
}

function loginCount({ outcome, entries }: ClassGroup): string {
  const logins = `${grouped(entries.length)} ${entries.length === 1 ? 'login' : 'logins'}`
  return outcome === 'failed' ? logins : `${logins}, unproven`
}

function rows(
  entries: readonly Entry[],
  words: PageData['words'],
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

function cureText({ action, consentLink }: Cure): Html {
  return html`<p class="cure"><b>To do:</b> ${action}.</p>${
    consentLink !== undefined &&
    html`<p class="link">${anchor(consentLink)}<button type="button" data-copy="${consentLink}">Copy link</button></p>`
  }`
}

/** A link only where it leads to a web page. */
function anchor(link: string): Html {
  return /^https:\/\//.test(link)
    ? html`<a href="${link}" rel="noopener noreferrer">${link}</a>`
    : html`<code>${link}</code>`
}

/** A choice, where there is one. */
function select(
  name: string,
  values: readonly (readonly [string, number])[],
  wordOf: (value: string) => string,
): Html {
  return html`<div${values.length < 2 && html` hidden`}><label for="filter-${name}">${capital(name)}</label><select id="filter-${name}"><option value="">any</option>${values.map(
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
