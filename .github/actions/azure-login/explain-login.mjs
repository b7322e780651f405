// Prints the issuer and the subject of this job's token, never the token: what Azure compares with the
// federated credentials of the identity.
const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN, CLIENT_ID } = process.env

/** GitHub acts on lines that begin with ::, and a line break in a claim must not begin one. */
const data = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const fail = (message) => process.stdout.write(`::error title=Azure login::${data(message)}\n`)

if (!ACTIONS_ID_TOKEN_REQUEST_URL || !ACTIONS_ID_TOKEN_REQUEST_TOKEN) {
  fail(
    'GitHub gives this job no token to log in with. Add "permissions: id-token: write" to the job; a pull request from a fork never gets one.',
  )
} else {
  const url = new URL(ACTIONS_ID_TOKEN_REQUEST_URL)
  url.searchParams.set('audience', 'api://AzureADTokenExchange')
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const { value } = await response.json()
    const { iss, sub } = JSON.parse(Buffer.from(value.split('.')[1], 'base64url').toString())
    fail(`Azure refused the login of this job. Its token has
  issuer:  ${JSON.stringify(iss)}
  subject: ${JSON.stringify(sub)}
AADSTS700213 means that the identity ${CLIENT_ID} has no federated credential with exactly this issuer and subject (upper and lower case count). Compare them with the subjects in Pulumi.<environment>.yaml, or of infra/bootstrap for deployer and preview: docs/deploy.md, "CI without secrets". A credential that was just made needs a few minutes.`)
  } catch (error) {
    // The message of a parser quotes what it parsed, which would be a part of the token.
    const reason = error instanceof SyntaxError ? 'its answer has no readable token' : error.message
    fail(`Azure refused the login of this job, and its token cannot be read from GitHub: ${reason}`)
  }
}
