import { consentLink } from '../docusign/consent-link.ts'
import { openHttpsRoute } from '../docusign/https-route.ts'
import type { Finding } from '../findings/finding.ts'
import { IkctlError } from '../ikctl-error.ts'
import { appsAndKeys } from '../key-pair/apps-and-keys.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import { overdue } from '../rotation/overdue.ts'
import type { Session } from '../session/open-session.ts'
import { runSmoke, smokeDefaults } from '../smoke/run-smoke.ts'
import { version } from '../version.ts'
import type { Drift } from './drift.ts'
import { evidenceKeyDrift } from './evidence-key-drift.ts'
import { loginDrift, noLogins } from './login-drift.ts'
import { probeRedirectUri } from './probe-redirect-uri.ts'
import { settingsDrift, settingsReader } from './settings-drift.ts'
import { azureVaultView, vaultDrift } from './vault-drift.ts'

export interface CheckDriftOptions {
  /** What the rules say of the environment. */
  findings: readonly Finding[]
  /** The text of `evidence/evidence.pem`; absent when there is no such file. */
  evidenceKey: string | undefined
  /** What the active key pair signs with. */
  signer: () => Promise<AssertionSigner>
  /** Tenants that log in; absent: 20, since user info calls are limited and shared with the product. */
  sample?: number | 'all' | undefined
}

/**
 * Where vaults, published settings, the evidence key, logins, webhooks,
 * redirect URIs and the calendar are not as the YAML says. What cannot be read is reported as unseen.
 */
export async function checkDrift(session: Session, options: CheckDriftOptions): Promise<Drift[]> {
  const { environment, platform } = session
  return [
    ...(await vaultDrift(environment, await azureVaultView(await session.openSigningVault()))),
    ...(await settingsDrift(
      environment,
      platform.audience,
      settingsReader(await session.openSettingsVault()),
    )),
    ...(await evidenceKeyDrift(session, options.evidenceKey)),
    ...(await logins(session, options)),
    ...(await redirectUris(session)),
    // What `rotate status` fails on as well.
    ...overdue(environment.keyPairs, options.findings).map(
      (late): Drift => ({ ...late, area: 'rotation', kind: 'differs' }),
    ),
  ]
}

// --- internal ---

async function logins(
  { environment, platform, signal, now, oauthClient, accountClient }: Session,
  { signer: openSigner, sample = 20 }: CheckDriftOptions,
): Promise<Drift[]> {
  let signer: AssertionSigner
  try {
    signer = await openSigner()
  } catch (error) {
    // The vault's own drift, which is reported as well, may be the reason.
    if (error instanceof IkctlError) return [noLogins(error.message)]
    throw error
  }
  const { concurrency } = smokeDefaults(platform.name)
  const report = await runSmoke({
    ...{ environment, platform, signer, sample, signal, now, toolVersion: version },
    client: oauthClient(concurrency),
    openAccounts: (origin) => accountClient(origin, concurrency),
    depth: environment.integration.webhooks === undefined ? 'userinfo' : 'connect',
  })
  return loginDrift(report)
}

async function redirectUris({
  environment: { integration },
  platform,
  ca,
  signal,
}: Session): Promise<Drift[]> {
  const timeouts = { connectMs: 10_000, headersMs: 10_000, bodyMs: 10_000 }
  const { dispatcher } = openHttpsRoute({ origin: platform.origin, ca, connections: 1, timeouts })
  const drifts: Drift[] = []
  const { consent, others = [] } = integration.redirectUris
  for (const redirectUri of [consent, ...others]) {
    const link = consentLink({
      origin: platform.origin,
      integrationKey: integration.integrationKey,
      scopes: integration.scopes.consent,
      redirectUri,
    })
    const probe = await probeRedirectUri(link, redirectUri, { dispatcher, signal })
    if (probe === 'registered') continue
    drifts.push({
      area: 'redirect URIs',
      kind: probe === 'unknown' ? 'unseen' : 'differs',
      subject: redirectUri,
      message:
        probe === 'unknown'
          ? 'it is unknown whether Docusign knows it'
          : 'Docusign does not know it',
      help: `Compare it byte for byte with the list there: ${appsAndKeys(integration, 'Redirect URIs')}.`,
    })
  }
  await dispatcher.destroy()
  return drifts
}
