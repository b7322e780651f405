import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { type Html, html } from '../../../text/html.ts'

/** What an endpoint for browsers answers: a page, or the way to another place. */
export interface PageAnswer {
  /** HTTP status of a page. */
  status?: number
  title?: string
  content?: Html
  /** Absolute URI or path to go to instead of showing a page. */
  location?: string
  /** A `Set-Cookie` header. */
  cookie?: string
  /** For the counts of requests. */
  outcome: string
}

/** Sends a page that works without script and loads nothing from anywhere, or a redirect. */
export function sendPage(response: ServerResponse, answer: PageAnswer): void {
  if (answer.cookie !== undefined) response.setHeader('Set-Cookie', answer.cookie)
  // With no-referrer a form of this page would come from the origin "null".
  response.setHeader('Referrer-Policy', 'same-origin')
  if (answer.location !== undefined) {
    // RFC 9110 section 15.4.4: what follows is a GET, also after a form.
    response.writeHead(303, { Location: answer.location, 'Content-Length': 0 }).end()
    return
  }
  const text = Buffer.from(layout(answer.title ?? '', answer.content ?? html``).html)
  response.writeHead(answer.status ?? 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': text.length,
    // No form-action: browsers apply it to the redirect after a form, which goes to another site.
    'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(text)
}

// --- internal ---

const style = `
:root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1c2127; --dim: #5b6571;
  --line: #d5dae0; --act: #1257c9; --on-act: #fff; --bad: #b3261e; --bad-back: #fdecea;
  --good: #17663a; --good-back: #e6f4ec }
@media (prefers-color-scheme: dark) { :root { --back: #14171b; --card: #1e2329; --text: #e7ebef;
  --dim: #9aa6b2; --line: #39414a; --act: #8ab4ff; --on-act: #0b1a33; --bad: #ff9f95;
  --bad-back: #3a1d1b; --good: #8fd8ad; --good-back: #15301f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif }
body > p { margin: 0; padding: .4rem 1rem; font-size: .85rem; color: var(--dim);
  border-bottom: 1px solid var(--line); background: var(--card) }
main { max-width: min(30rem, 100% - 2rem); margin: 2.5rem auto; padding: 1.75rem 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 10px }
main.wide { max-width: min(70rem, 100% - 2rem) }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .5rem }
p { margin: .5rem 0 }
a { color: var(--act) }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere }
.dim { color: var(--dim); font-size: .9rem }
.bad, .good { padding: .6rem .8rem; border-radius: 6px; border-left: 4px solid }
.bad { color: var(--bad); background: var(--bad-back) }
.good { color: var(--good); background: var(--good-back) }
label { display: block; margin: .9rem 0 .25rem; font-weight: 600 }
input, textarea, select { width: 100%; padding: .5rem .6rem; font: inherit; color: inherit;
  background: var(--back); border: 1px solid var(--dim); border-radius: 6px }
textarea { font: .85rem/1.4 ui-monospace, monospace }
button { padding: .5rem 1.1rem; font: inherit; font-weight: 600; cursor: pointer; color: var(--act);
  background: none; border: 1px solid var(--act); border-radius: 6px }
button.main { color: var(--on-act); background: var(--act) }
button.danger { color: var(--bad); border-color: var(--bad) }
td button, summary { font-size: .85rem }
td button { padding: .15rem .6rem }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
.row { display: flex; flex-wrap: wrap; gap: .7rem; margin-top: 1.3rem; align-items: center }
label + .row { margin-top: 0 }
.row input, .row select { flex: 1 1 12rem; width: auto }
.choices { list-style: none; margin: .6rem 0; padding: 0 }
.choices button { display: block; width: 100%; margin: .4rem 0; text-align: left; font-weight: 400;
  color: var(--text); border-color: var(--line) }
.choices strong { display: block }
.scroll { overflow-x: auto }
table { width: 100%; border-collapse: collapse; font-size: .9rem }
th, td { padding: .45rem .6rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line) }
td form { display: inline-block; margin: .15rem .3rem .15rem 0 }
details form { margin-top: .3rem }
summary { white-space: nowrap; cursor: pointer; color: var(--act) }
`
const styleHash = createHash('sha256').update(style).digest('base64')

function layout(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Docusign emulator</title>
<style>${{ html: style }}</style>
</head>
<body>
<p>Docusign emulator on this machine: no real account, no real consent.</p>
${content}
</body>
</html>
`
}
