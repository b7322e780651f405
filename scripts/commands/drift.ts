import { consentLink } from '../../src/docusign/consent-link.ts'
import { openHttpsRoute } from '../../src/docusign/https-route.ts'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import type { Drift } from '../../src/drift/drift.ts'
import { loginDrift, noLogins } from '../../src/drift/login-drift.ts'
import { probeRedirectUri } from '../../src/drift/probe-redirect-uri.ts'
import { settingsDrift, settingsReader } from '../../src/drift/settings-drift.ts'
import { azureVaultView, vaultDrift } from '../../src/drift/vault-drift.ts'
import { IkctlError } from '../../src/ikctl-error.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import { overdue } from '../../src/rotation/overdue.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import { style } from '../../src/text/style.ts'
import { wrap } from '../../src/text/wrap.ts'
import { version } from '../../src/version.ts'
import { chooseSigner } from '../environment/choose-signer.ts'
import { type OpenEnvironment, openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

export interface DriftCommandOptions {
  directory: string
  format: string[]
  sample?: number | 'all'
}

/** Tenants that log in by default: user info calls are limited and shared with the product. */
const defaultSample = 20

export async function driftCommand(
  name: string,
  options: DriftCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, driftFormats, 'human')
  const open = await openEnvironment(name, options.directory, io)
  try {
    const azure = await open.azure()
    const drifts = [
      ...(await vaultDrift(
        open.environment,
        await azureVaultView({ vaultUrl: open.signingVault, ...azure }),
      )),
      ...(await settingsDrift(
        open.environment,
        open.platform.audience,
        settingsReader({ vaultUrl: open.settingsVault, ...azure }),
      )),
      ...(await logins(open, options, io)),
      ...(await redirectUris(open, io)),
      ...rotation(open),
    ]
    emitFormats(
      formats,
      (format, look) => driftFormats[format](name, drifts, look),
      io,
      options.directory,
    )
    if (drifts.some(({ kind }) => kind === 'differs')) return exitCodes.problems
    return drifts.length > 0 ? exitCodes.incomplete : exitCodes.good
  } finally {
    await open.close()
  }
}

// --- internal ---

async function logins(
  open: OpenEnvironment,
  { sample = defaultSample, directory }: DriftCommandOptions,
  io: Io,
): Promise<Drift[]> {
  let signer: AssertionSigner
  try {
    signer = await chooseSigner(open, { directory }, io)
  } catch (error) {
    // The vault's own drift, which is told as well, may be the reason.
    if (error instanceof IkctlError) return [noLogins(error.message)]
    throw error
  }
  const client = createOAuthClient({
    origin: open.platform.origin,
    connections: smokeDefaults(open.platform.name).concurrency,
    now: io.now,
    ...(open.ca !== undefined && { ca: open.ca }),
  })
  try {
    const { environment, platform } = open
    return loginDrift(
      await runSmoke({
        environment,
        platform,
        signer,
        client,
        sample,
        signal: io.signal,
        now: io.now,
        toolVersion: version,
      }),
    )
  } finally {
    await client.close()
    await signer.close?.()
  }
}

async function redirectUris(
  { environment: { integration }, platform, ca }: OpenEnvironment,
  { signal }: Io,
): Promise<Drift[]> {
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
          ? 'it cannot be told whether Docusign knows it'
          : 'Docusign does not know it',
      help: `Compare it byte for byte with the list in Apps and Keys, integration key ${integration.integrationKey}.`,
    })
  }
  await dispatcher.destroy()
  return drifts
}

/** What `rotate status` fails on, too. */
function rotation({ environment, findings }: OpenEnvironment): Drift[] {
  return overdue(environment.keyPairs, findings).map((late) => ({
    ...late,
    area: 'rotation',
    kind: 'differs',
  }))
}

const driftFormats = {
  human: (
    name: string,
    drifts: readonly Drift[],
    { colour, columns }: { colour: boolean; columns: number },
  ): string => {
    const paint = style(colour)
    const lines = drifts.flatMap(({ area, kind, subject, message, help }) => [
      `${paint(kind === 'differs' ? 'red' : 'yellow', kind)}  ${area}: ${paint('bold', subject)}`,
      ...wrap(message, columns - 2).map((line) => `  ${line}`),
      ...wrap(help, columns - 2).map((line) => `  ${line}`),
      '',
    ])
    const differing = drifts.filter(({ kind }) => kind === 'differs').length
    const unseen = drifts.length - differing
    const verdict =
      drifts.length === 0
        ? 'vault, settings, logins, redirect URIs as the YAML says, none overdue'
        : `${differing} ${differing === 1 ? 'differs' : 'differ'}, ${unseen} could not be read`
    return `${lines.map((line) => `${line}\n`).join('')}${name}: ${verdict}\n`
  },
  json: (environment: string, drifts: readonly Drift[]): string =>
    `${JSON.stringify({ environment, drifts }, null, 2)}\n`,
}
