import { type Html, html } from '../../../text/html.ts'
import type { EmulatedUser } from '../docusign-state.ts'

type User = Readonly<EmulatedUser>

/** The page on which a visitor says who they are. */
export function loginPage(page: {
  /** Where the form goes. */
  action: string
  /** Users to choose from. */
  users: readonly User[]
  /** How many active users there are in all. */
  total: number
  /** What was typed before. */
  typed?: string
  problem?: string
}): Html {
  return html`<main>
<h1>Log in</h1>
${page.problem && html`<p class="bad" role="alert">${page.problem}</p>`}
<form method="post" action="${page.action}">
<label for="email">E-mail address or user ID</label>
<input id="email" name="email" autocomplete="username" spellcheck="false" autofocus value="${page.typed}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="off" aria-describedby="any">
<p class="dim" id="any">The emulator takes any password, also none.</p>
<div class="row"><button class="main">Log in</button></div>
</form>
${
  page.users.length > 0 &&
  html`<h2 id="choose">Or choose a user</h2>
<form method="post" action="${page.action}">
<ul class="choices" aria-labelledby="choose">
${page.users.map(
  (user) => html`<li><button name="user" value="${user.id}"><strong>${user.name}</strong>
${user.email}${user.accounts.map(({ name }) => html` &middot; ${name}`)}
<br><code>${user.id}</code></button></li>
`,
)}</ul>
</form>`
}
${
  page.total > page.users.length &&
  html`<p class="dim">${page.users.length} of ${page.total} active users are shown.</p>`
}
</main>`
}

/** The page on which a user allows an integration key to act. */
export function consentPage(page: {
  action: string
  /** Where somebody else can log in. */
  loginPath: string
  user: User
  integrationKey: string
  redirectUri: string
  scopes: readonly string[]
  /** E-mail domains for whose users an administrator consents; absent: for the user alone. */
  domains?: readonly string[]
}): Html {
  return html`<main>
<h1>Allow access?</h1>
<p>The application with the integration key <code>${page.integrationKey}</code> asks for:</p>
<ul>
${page.scopes.map((scope) => html`<li><strong><code>${scope}</code></strong> ${scopeTexts[scope]}</li>\n`)}</ul>
${
  page.domains &&
  html`<p>As an administrator you allow this for all users with an e-mail address at
<strong>${page.domains.join(', ')}</strong>.</p>`
}
<p class="dim">You are <strong>${page.user.name}</strong>, ${page.user.email},
user ID <code>${page.user.id}</code>. <a href="${page.loginPath}">Log in as somebody else</a></p>
<p class="dim">Afterwards you go to <code>${page.redirectUri}</code></p>
<form method="post" action="${page.action}" class="row">
<button class="main" name="decision" value="allow" autofocus>Allow access</button>
<button name="decision" value="deny">Cancel</button>
</form>
</main>`
}

/** The page that says why a request cannot be dealt with; there is no way on from here. */
export function errorPage(page: {
  /** Docusign's words. */
  text: string
  /** What was asked and what is known, by name: for anyone who looks into it. */
  details: Readonly<Record<string, readonly string[]>>
}): Html {
  return html`<main>
<h1>This request cannot be processed</h1>
<p class="bad" role="alert">${page.text}</p>
${Object.entries(page.details).map(
  ([name, values]) => html`<h2>${name}</h2>
${values.length === 0 ? html`<p class="dim">none</p>` : values.map((value) => html`<p><code>${value}</code></p>\n`)}`,
)}
<p class="dim">Docusign compares redirect URIs character by character, and shows no details.
<a href="/emulator/admin">Apps and Keys of this emulator</a></p>
</main>`
}

// --- internal ---

const scopeTexts: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  signature: 'Create and send envelopes, and obtain links for signing.',
  impersonation: 'Act on your behalf while you are not there.',
  extended: 'Stay allowed without asking you again.',
  openid: 'Know who you are.',
}
