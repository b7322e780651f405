import { type Html, html } from '../../../text/html.ts'
import type { EmulatedUser } from '../docusign-state.ts'
import { maxKeyPairs, type RegisteredKeyPair } from '../live-state.ts'

/** What the page shows of one integration key. */
export interface AdminPage {
  integrationKeys: readonly string[]
  /** The one that is shown; absent when there is none. */
  integrationKey?: string
  keyPairs: readonly RegisteredKeyPair[]
  redirectUris: readonly string[]
  /** Users that match `search`, each with the scopes consented to. */
  users: readonly { user: Readonly<EmulatedUser>; scopes: readonly string[] }[]
  /** How many users match in all. */
  total: number
  search: string
  /** What went wrong with the last form. */
  problem?: string
  /** The key pair that was just uploaded. */
  uploaded?: string
}

/** A page like *Apps and Keys*: every form posts to the page itself and names its `action`. */
export function adminPage(page: AdminPage): Html {
  const here = `/emulator/admin?${new URLSearchParams({
    integrationKey: page.integrationKey ?? '',
    search: page.search,
  })}`
  const form = (action: string, content: Html, fields: Readonly<Record<string, string>> = {}) =>
    html`<form method="post" action="${here}">
<input type="hidden" name="action" value="${action}">
${Object.entries(fields).map(
  ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
)}${content}</form>`

  return html`<main class="wide">
<h1>Apps and Keys</h1>
${page.problem && html`<p class="bad" role="alert">${page.problem}</p>`}
${page.uploaded && html`<p class="good" role="status">Key pair <code>${page.uploaded}</code> was uploaded.</p>`}
${page.integrationKey === undefined ? html`<p>There is no integration key.</p>` : integrationKeyPart(page, form)}
<h2 id="users">Users and consents</h2>
<form method="get" action="/emulator/admin" role="search">
<input type="hidden" name="integrationKey" value="${page.integrationKey}">
<label for="search">Name, e-mail address or ID</label>
<div class="row"><input id="search" name="search" type="search" value="${page.search}"><button>Search</button></div>
</form>
<p class="dim">${page.users.length} of ${page.total} matching users are shown.</p>
<div class="scroll"><table aria-labelledby="users">
<thead><tr><th scope="col">User</th><th scope="col">Accounts</th><th scope="col">Consent</th><th scope="col">State</th></tr></thead>
<tbody>
${page.users.map(
  ({ user, scopes }) => html`<tr>
<td>${user.name}<br>${user.email}<br><code>${user.id}</code></td>
<td>${user.accounts.map(({ id, name }) => html`${name}<br><code>${id}</code><br>`)}</td>
<td>${
    scopes.length === 0
      ? html`<span class="dim">none</span>`
      : html`<code>${scopes.join(' ')}</code><br>${form(
          'revoke-consent',
          html`<button class="danger" aria-label="Revoke consent of ${user.name}">Revoke</button>`,
          { user: user.id },
        )}`
  }</td>
<td>${user.active ? 'active' : 'closed'}<br>${form(
    user.active ? 'close-user' : 'open-user',
    user.active
      ? html`<button class="danger" aria-label="Close user ${user.name}">Close</button>`
      : html`<button aria-label="Open user ${user.name}">Open</button>`,
    { user: user.id },
  )}</td>
</tr>
`,
)}</tbody></table></div>
<p class="dim">Faults, clock and the rest are set by requests: <a href="/emulator">what there is</a>,
<a href="/emulator/settings">settings</a>, <a href="/emulator/faults">faults</a>,
<a href="/emulator/requests">counts of requests</a>.</p>
</main>`
}

// --- internal ---

type Form = (action: string, content: Html, fields?: Readonly<Record<string, string>>) => Html

function integrationKeyPart(page: AdminPage, form: Form): Html {
  return html`${
    page.integrationKeys.length > 1
      ? html`<form method="get" action="/emulator/admin">
<label for="integrationKey">Integration key</label>
<div class="row"><select id="integrationKey" name="integrationKey">${page.integrationKeys.map(
          (id) => html`<option${id === page.integrationKey && html` selected`}>${id}</option>`,
        )}</select><button>Show</button></div>
</form>`
      : html`<p>Integration key <code>${page.integrationKey}</code></p>`
  }
<h2 id="key-pairs">RSA key pairs</h2>
<div class="scroll"><table aria-labelledby="key-pairs">
<thead><tr><th scope="col">Key pair ID</th><th scope="col">Fingerprints of the public half</th><td></td></tr></thead>
<tbody>
${page.keyPairs.map(
  ({ id, publicKey }) => html`<tr>
<td><code>${id}</code></td>
<td>RSA ${publicKey.bits} bits<br>RFC 7638 thumbprint <code>${publicKey.thumbprint}</code>
<br>SHA-256 of the SPKI DER <code>${publicKey.spkiSha256}</code></td>
<td><details><summary>Delete&hellip;</summary>${form(
    'delete-key-pair',
    html`<button class="danger">Delete key pair</button>`,
    { keyPair: id },
  )}</details></td>
</tr>
`,
)}</tbody></table></div>
<p class="dim">${page.keyPairs.length} of at most ${maxKeyPairs}.</p>
${form(
  'upload-key-pair',
  html`<label for="publicKey">Public key, PEM</label>
<textarea id="publicKey" name="publicKey" rows="5" required spellcheck="false" placeholder="-----BEGIN PUBLIC KEY-----"></textarea>
<div class="row"><button class="main">Upload RSA</button></div>`,
)}
<h2>Redirect URIs</h2>
${form(
  'set-redirect-uris',
  html`<label for="redirectUris">One to a line, compared character by character</label>
<textarea id="redirectUris" name="redirectUris" rows="4" spellcheck="false">
${page.redirectUris.join('\n')}</textarea>
<div class="row"><button class="main">Save</button></div>`,
)}`
}
