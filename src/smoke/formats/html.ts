import { capitalized } from '../../text/capitalized.ts'
import { type Html, html as template } from '../../text/html.ts'
import { plural } from '../../text/plural.ts'
import type { SmokeReport } from '../smoke-report.ts'
import type { ReportFormatter } from './formatter.ts'
import { changesSection } from './page/changes-section.ts'
import { expectedSection } from './page/expected-section.ts'
import { listSection } from './page/list-section.ts'
import { outcomeCounts } from './page/outcome-counts.ts'
import { pageAssets } from './page/page-assets.ts'
import type { PageData } from './page/page-data.ts'
import { favicon, iconSheet, verdictTones } from './page/page-icons.ts'
import { icon } from './page/page-rows.ts'
import { createPageView, type PageView } from './page/page-view.ts'
import { timeElement } from './page/time-element.ts'
import { troubleSection } from './page/trouble-section.ts'
import { warningSection } from './page/warning-section.ts'
import { factWords, headline } from './words.ts'

/**
 * One page for people, which loads nothing from anywhere: the verdict; what has changed; each class of
 * failures with its fix; then all tenants, to search. Without JavaScript only the last part is missing.
 */
export const html: ReportFormatter = (whole) => {
  const view = createPageView(whole)
  const { report, data } = view
  const { script, style } = pageAssets()
  const policy = `default-src 'none'; script-src ${script.source}; style-src ${style.source}; img-src data:; base-uri 'none'; form-action 'none'`
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
<link rel="icon" href="${favicon(report.verdict)}">
<style>${{ html: style.text }}</style>
</head>
<body>
${iconSheet}
<a class="skip" href="#tenants">Skip to all tenants</a>
${header(view)}
<main>
${changesSection(view)}
${troubleSection(view)}
${warningSection(view)}
${expectedSection(view)}
${listSection(view)}
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

function header(view: PageView): Html {
  const { environment, product, platform, run, summary, stopped, redacted, verdict } = view.report
  const tone = verdictTones[verdict]
  return template`<header class="${tone}">
<p class="dim"><strong>${environment}</strong> ${product} on Docusign ${platform}, ${timeElement(run.endedAt)}</p>
<h1>${icon(tone)}<span>${capitalized(headline(view.report))}</span></h1>
${stopped && template`<p>Stopped: ${stopped.message}.</p>`}
${redacted && template`<p class="dim">Names and ids are left out of this page: short hashes stand for them, the same in every report.</p>`}
<p class="dim">${plural(summary.tenants, 'tenant')}, ${plural(summary.logins, 'login')}</p>
${outcomeCounts(view)}
</header>`
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

/** JSON that can stand in a script element: nothing ends it, and no old engine stumbles. */
function json(data: PageData): string {
  return JSON.stringify(data).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
