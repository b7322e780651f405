import { html } from '../../../text/html.ts'
import type { Verdict } from '../../smoke-report.ts'
import type { Tone } from './page-rows.ts'

/** What a verdict looks like. */
export const verdictTones = {
  passed: 'good',
  failed: 'bad',
  integration_key: 'bad',
  incomplete: 'unproven',
} as const satisfies Record<Verdict, Tone>

const shapes: Readonly<Record<Tone, string>> = {
  good: 'M4 8.5l2.8 2.8L12 5.5',
  bad: 'M5 5l6 6M11 5l-6 6',
  unproven: 'M5.8 6.2a2.2 2.2 0 1 1 3 2.1c-.6.3-.8.6-.8 1.3M8 11.6v.2',
  expected: 'M8 4.5V8l2.3 1.6',
  untried: 'M5 8h6',
}

/** The icons that the page's rows use. */
export const iconSheet = html`<svg class="unseen" aria-hidden="true">${Object.entries(shapes).map(
  ([name, path]) =>
    html`<symbol id="icon-${name}" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/><path d="${path}"/></symbol>`,
)}</svg>`

/** The verdict as the icon of a browser's tab, a `data:` address. */
export function favicon(verdict: Verdict): string {
  const tone = verdictTones[verdict]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="${colours[tone]}"/><path d="${shapes[tone]}" fill="none" stroke="#fff" stroke-width="1.8"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

// --- internal ---

const colours = { good: '#1a7f4b', bad: '#c62828', unproven: '#b26a00' }
