import { activeKeyPair, type Tenant } from '../config/environment.ts'
import { consentLink } from '../docusign/consent-link.ts'
import { openHttpsRoute } from '../docusign/https-route.ts'
import { probeRedirectUri } from '../drift/probe-redirect-uri.ts'
import { settingsDrift } from '../drift/settings-drift.ts'
import { appsAndKeys } from '../key-pair/apps-and-keys.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import type { Session } from '../session/open-session.ts'
import { checkAccount, checkLogin } from './check-login.ts'
import { checkNetwork } from './check-network.ts'
import { checkSigner } from './check-signer.ts'
import { notConfigured } from './check-webhooks.ts'
import { type Diagnosis, inOrder, type Step } from './diagnosis.ts'

/** What {@link diagnose} needs. */
export interface DiagnoseOptions {
  session: Session
  /** Absent: the canary user. */
  tenant?: Tenant | undefined
  /** Of the tenant's users; absent: `default`, else the first. */
  role?: string | undefined
  openSigner: () => Promise<AssertionSigner>
  /** A PEM that was named signs, and no vault is asked. */
  isPem: boolean
  /** The published settings as JSON text; undefined: none are published. */
  readSettings: () => Promise<string | undefined>
}

/**
 * Goes through everything that a login needs, one step after the other, each with its own verdict. The
 * first that failed explains those after it. Reads only; nothing secret is in the result.
 *
 * @throws {TypeError} when the tenant has no such role.
 * @throws {ProxyUnusable} when the setting of the proxy cannot be used.
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { session, tenant } = options
  const { environment, platform, ca, now, signal } = session
  const { integration } = environment
  const { managementAccount, integrationKey, scopes, redirectUris } = integration
  const role = tenant && (options.role ?? defaultRole(tenant))
  const user = tenant === undefined ? managementAccount.canaryUser : tenant.users[role ?? '']
  if (user === undefined) throw new TypeError(`${tenant?.id} has no user "${role}"`)
  const account = tenant?.account ?? managementAccount.id
  const { origin } = platform
  const link = consentLink({
    ...{ origin, integrationKey, scopes: scopes.consent },
    redirectUri: redirectUris.consent,
  })

  const network = await checkNetwork({ origin, ca, now, signal })
  const isReached = network.every(({ verdict }) => verdict !== 'failed')
  const pair = activeKeyPair(environment)?.id
  const source = options.isPem ? 'a PEM' : `key pair ${pair ?? '(none is active)'}`
  const { signer, steps: signing } = await checkSigner(options.openSigner, {
    ...{ source, isVault: !options.isPem },
  })
  const steps = [...network, ...signing, await checkSettings(options)]
  if (isReached && signer !== undefined) {
    const context = {
      ...{ integrationKey, audience: platform.audience, userId: user },
      ...{ accountId: account, consentLink: link },
    }
    const checked = { session, signer, context }
    const login = await checkLogin(checked)
    steps.push(...login.steps)
    if (login.seen !== undefined) {
      const sends = tenant !== undefined
      const expected = { accountId: account, baseUri: tenant?.baseUri, sends }
      steps.push(...(await checkAccount(checked, login.seen, expected)))
    }
  }
  if (integration.webhooks === undefined) steps.push(notConfigured)
  if (isReached) steps.push(await checkRedirectUri(link, redirectUris.consent, session))
  return {
    schemaVersion: 1,
    environment: environment.name,
    ...(tenant && { tenant: tenant.id, ...(role !== undefined && { role }) }),
    ...{ user, account, ...inOrder(steps) },
  }
}

// --- internal ---

function defaultRole({ users }: Tenant): string | undefined {
  return 'default' in users ? 'default' : Object.keys(users)[0]
}

/** What applications read: a difference does not keep this login from working. */
async function checkSettings({ session, readSettings }: DiagnoseOptions): Promise<Step> {
  const { environment, platform } = session
  const [first] = await settingsDrift(environment, platform.audience, readSettings)
  return first === undefined
    ? { id: 'settings', verdict: 'passed', message: 'as the YAML says' }
    : {
        ...{ id: 'settings', verdict: 'warning' },
        message: `${first.subject}: ${first.message}`,
        action: first.help,
      }
}

async function checkRedirectUri(
  link: string,
  redirectUri: string,
  { environment: { integration }, platform, ca, signal }: Session,
): Promise<Step> {
  const id = 'redirect-uri'
  const timeouts = { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000 }
  const { dispatcher } = openHttpsRoute({ origin: platform.origin, ca, connections: 1, timeouts })
  const probe = await probeRedirectUri(link, redirectUri, { dispatcher, signal })
  await dispatcher.destroy()
  if (probe === 'registered')
    return { id, verdict: 'passed', message: `${redirectUri} is registered` }
  if (probe === 'unknown') {
    return { id, verdict: 'not checked', message: "Docusign's page does not say it" }
  }
  return {
    ...{ id, verdict: 'failed', scope: 'tenant' },
    message: `Docusign does not know ${redirectUri}`,
    action: `register it, byte for byte as in integration.yaml: ${appsAndKeys(integration, 'Redirect URIs')}`,
  }
}
