// Runs in the browser as well.
import { capitalized } from '../../../text/capitalized.ts'
import { type Html, html } from '../../../text/html.ts'
import type { Outcome } from '../../smoke-report.ts'
import type { PageLogin, PageTenant, PageWords } from './page-data.ts'

/** How an outcome looks; its icon has the same name. */
export type Tone = 'good' | 'bad' | 'unproven' | 'expected' | 'untried'

export const tones: Readonly<Record<Outcome, Tone>> = {
  passed: 'good',
  passed_after_retry: 'good',
  refused: 'good',
  failed: 'bad',
  incomplete: 'unproven',
  known_failure: 'expected',
  informational: 'expected',
  not_tried: 'untried',
}

/** What a row tells; the rest stands around it. */
export interface RowParts {
  /** How the login ended, how long it took, and the tenant's labels. */
  outcome?: boolean
  /** The class of the failure. */
  title?: boolean
  /** What happened. */
  message?: boolean
  /** What is to be looked at. */
  warnings?: boolean
  /** What has changed since the earlier run. */
  change?: boolean
  /** Where the row stands in a list that is not all there. */
  place?: { position: number; total: number }
}

/** A tenant and some of its users, as an item of a list. */
export function tenantRow(
  tenant: Omit<PageTenant, 'logins'>,
  logins: readonly PageLogin[],
  words: PageWords,
  parts: RowParts,
): Html {
  const { place } = parts
  const attributes = place && html` aria-posinset="${place.position}" aria-setsize="${place.total}"`
  return html`<li class="tenant"${attributes}><div class="who"><strong>${tenant.name}</strong> <code>${tenant.id}</code>${
    parts.outcome && marks(tenant)
  }</div><ul role="list">${logins.map((login) => loginRow(login, words, parts))}</ul></li>`
}

export function icon(tone: Tone): Html {
  return html`<svg class="icon" aria-hidden="true"><use href="#icon-${tone}"/></svg>`
}

// --- internal ---

function marks({ status, labels = {} }: Omit<PageTenant, 'logins'>): Html[] {
  const texts = Object.entries(labels).map(([label, value]) => `${label}=${value}`)
  if (status !== 'live') texts.unshift(status)
  return texts.map((text) => html` <span>${text}</span>`)
}

function loginRow(login: PageLogin, words: PageWords, parts: RowParts): Html {
  const { role, user, outcome, ms, attempts } = login
  const tone = tones[outcome]
  const duration = ms === undefined ? '' : `${ms} ms`
  const time = attempts === undefined ? duration : `${duration}, try ${attempts}`
  return html`<li class="login">${
    parts.outcome &&
    html`<span class="outcome ${tone}">${icon(tone)}${words.outcomes[outcome]}</span>`
  }<span class="user">${role} <code>${user}</code></span><span class="what">${what(login, words, parts)}</span>${
    parts.outcome && html`<span class="time">${time}</span>`
  }</li>`
}

function what(
  { class: failureClass, outcome, message, note, warnings = [], change, since }: PageLogin,
  words: PageWords,
  parts: RowParts,
): Html {
  const title = failureClass === undefined ? words.outcomes[outcome] : words.classes[failureClass]
  const age =
    change === 'stillFailing' && since !== undefined
      ? `failing since ${since.slice(0, 10)}`
      : change && words.changes[change]
  const texts = [
    // The outcome stands beside it.
    parts.title && !(parts.outcome && failureClass === undefined) && html`<b>${title}</b>`,
    parts.message && message && capitalized(message),
    note && html`<em>${note}</em>`,
    ...(parts.warnings ? warnings.map((text) => html`<em>${capitalized(text)}.</em>`) : []),
    parts.change && age && html`<span class="change ${change}">${age}</span>`,
  ]
  return html`${texts.filter(Boolean).map((text) => html`${text} `)}`
}
