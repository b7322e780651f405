import { type Html, html as template } from '../../text/html.ts'
import { printable } from '../../text/printable.ts'
import type { SmokeReport, Verdict } from '../smoke-report.ts'
import type { ReportFormatter } from './formatter.ts'
import { pageAssets } from './page/page-assets.ts'
import { type PageData, pageData } from './page/page-data.ts'
import { icon, type Tone } from './page/page-rows.ts'
import {
  capital,
  changesSection,
  expectedSection,
  grouped,
  listSection,
  outcomeCounts,
  time,
  troubleSections,
} from './page/page-sections.ts'
import { factWords, headline } from './words.ts'

/**
 * One page for people, which loads nothing from anywhere: the verdict; what has changed; each class of
 * failures with its cure; then all tenants, to search. Without JavaScript only the last part is missing.
 */
export const html: ReportFormatter = (whole) => {
  const report = withTexts(whole, printable)
  const data = pageData(report)
  const { script, style } = pageAssets()
  const policy = `default-src 'none'; script-src ${script.source}; style-src ${style.source}; img-src data:; base-uri 'none'; form-action 'none'`
  const tone = verdictTones[report.verdict]
  return template`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${report.environment}: ${headline(report)}</title>
<link rel="icon" href="${favicon(tone)}">
<style>${{ html: style.text }}</style>
</head>
<body>
${icons}
<a class="skip" href="#tenants">Skip to all tenants</a>
${header(report, tone)}
<main>
${changesSection(report, data)}
${troubles(report, data)}
${expectedSection(report, data)}
${listSection(data)}
</main>
${footer(report)}
<p id="copied" class="unseen" role="status"></p>
<script type="application/json" id="data">${{ html: json(data) }}</script>
<script>${{ html: script.text }}</script>
</body>
</html>
`.html
}

// --- internal ---

const verdictTones: Readonly<Record<Verdict, Tone>> = {
  passed: 'good',
  failed: 'bad',
  integration_key: 'bad',
  incomplete: 'unproven',
}

function header(report: SmokeReport, tone: Tone): Html {
  const { environment, product, platform, run, summary, stopped, redacted } = report
  return template`<header class="${tone}">
<p class="dim"><strong>${environment}</strong> ${product} on Docusign ${platform}, ${time(run.endedAt)}</p>
<h1>${icon(tone)}<span>${capital(headline(report))}</span></h1>
${stopped && template`<p>Stopped: ${stopped.message}.</p>`}
${redacted && template`<p class="dim">Names and ids are left out of this page: short hashes stand for them, the same in every report.</p>`}
<p class="dim">${grouped(summary.tenants)} ${summary.tenants === 1 ? 'tenant' : 'tenants'}, ${grouped(summary.logins)} ${summary.logins === 1 ? 'login' : 'logins'}</p>
${outcomeCounts(report)}
</header>`
}

function troubles(report: SmokeReport, data: PageData): Html | undefined {
  const sections = troubleSections(report, data)
  if (sections.length === 0) return undefined
  return template`<section aria-labelledby="troubles"><h2 id="troubles">Failures by class</h2>${sections}</section>`
}

function footer(report: SmokeReport): Html {
  const { run, commit, configHash, keyPair, thumbprint, integrationKey, tool } = report
  const facts: [string, string | undefined][] = [
    ['run', run.id],
    ['started', `${run.startedAt}${run.startedBy === undefined ? '' : ` by ${run.startedBy}`}`],
    ['took', factWords(report).join(', ')],
    ['integration key', integrationKey],
    ['key pair', keyPair],
    ['thumbprint', thumbprint],
    ['scopes', run.scopes.join(' ')],
    ['commit', commit],
    ['configuration', configHash],
    ['made by', `${tool.name} ${tool.version}`],
  ]
  return template`<footer><h2>This run</h2><dl>${facts.map(
    ([name, value]) =>
      value !== undefined && template`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl></footer>`
}

/** The same with every text, and every name, changed. */
function withTexts<T>(value: T, change: (text: string) => string): T
function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [change(name), withTexts(item, change)]),
  )
}

/** JSON that can stand in a script element: nothing ends it, and no old engine stumbles. */
function json(data: PageData): string {
  return JSON.stringify(data).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const shapes: Readonly<Record<Tone, string>> = {
  good: 'M4 8.5l2.8 2.8L12 5.5',
  bad: 'M5 5l6 6M11 5l-6 6',
  unproven: 'M5.8 6.2a2.2 2.2 0 1 1 3 2.1c-.6.3-.8.6-.8 1.3M8 11.6v.2',
  expected: 'M8 4.5V8l2.3 1.6',
  untried: 'M5 8h6',
}

const icons = template`<svg class="unseen" aria-hidden="true">${Object.entries(shapes).map(
  ([name, path]) =>
    template`<symbol id="icon-${name}" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/><path d="${path}"/></symbol>`,
)}</svg>`

/** The verdict in the tab. */
function favicon(tone: Tone): string {
  const colour = { good: '1a7f4b', bad: 'c62828', unproven: 'b26a00', expected: '', untried: '' }[
    tone
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="#${colour}"/><path d="${shapes[tone]}" fill="none" stroke="#fff" stroke-width="1.8"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
