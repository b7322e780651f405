import { capitalized } from '../../../text/capitalized.ts'
import { type Html, html } from '../../../text/html.ts'
import { plural } from '../../../text/plural.ts'
import { type ClassGroup, classGroups, probeTroubles } from '../entries.ts'
import { classTitle, failureWords, ownRemedy, type Remedy, remedyOf } from '../words.ts'
import { entryRows } from './entry-rows.ts'
import { icon, tones } from './page-rows.ts'
import type { PageView } from './page-view.ts'

/** Each class of failures with its remedy, the worst first; the logins before all others come first. */
export function troubleSection({ report, entries, data }: PageView): Html | undefined {
  const probes = probeTroubles(report).map(({ who, outcome, failure, probe }) =>
    trouble(
      { id: `${outcome}-${who.replaceAll(' ', '-')}`, outcome, title: classTitle(failure.class) },
      html`<span>${who}</span>`,
      html`<p>${capitalized(failureWords(failure))}.</p>${remedyText(ownRemedy(failure, probe.consentLink))}
<p class="dim">user <code>${probe.user}</code></p>`,
    ),
  )
  const groups = classGroups(entries).map((group) => {
    const { outcome, class: name, entries: own, failure } = group
    const isSame = new Set(own.map(({ login }) => login.failure?.message)).size === 1
    return trouble(
      { id: `${outcome}-${name}`, outcome, title: classTitle(name) },
      html`<span>${loginCount(group)}</span>`,
      html`${isSame && html`<p>${capitalized(failureWords(failure))}.</p>`}${remedyText(remedyOf(group, report))}
${entryRows(own, data.words, `outcome=${outcome}&class=${name}`, { message: !isSame, change: true })}`,
    )
  })
  if (probes.length + groups.length === 0) return undefined
  return html`<section aria-labelledby="troubles"><h2 id="troubles">Failures by class</h2>${probes}${groups}</section>`
}

// --- internal ---

function trouble(
  { id, outcome, title }: { id: string; outcome: ClassGroup['outcome']; title: string },
  count: Html,
  content: Html,
): Html {
  const tone = tones[outcome]
  return html`<section class="trouble ${tone}" aria-labelledby="${id}"><h3 id="${id}">${icon(tone)}${capitalized(title)} ${count}</h3>
${content}</section>`
}

function loginCount({ outcome, entries }: ClassGroup): string {
  const logins = plural(entries.length, 'login')
  return outcome === 'failed' ? logins : `${logins}, unproven`
}

function remedyText({ action, consentLink }: Remedy): Html {
  return html`<p class="remedy"><b>To do:</b> ${action}.</p>${
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
