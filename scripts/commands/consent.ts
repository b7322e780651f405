import { consentLink } from '../../src/docusign/consent-link.ts'
import { style } from '../../src/text/style.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { chooseFormats, emitFormats } from '../formats.ts'
import { type Io, wantsColour } from '../io.ts'
import { openEnvironment } from '../open-environment.ts'

export interface ConsentCommandOptions {
  directory: string
  format: string[]
}

/** One user's link. */
interface TenantLink {
  tenant: string
  name: string
  role: string
  user: string
  url: string
}

export async function consentCommand(
  environmentName: string,
  tenantId: string | undefined,
  options: ConsentCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, consentFormats, 'human')
  const { environment, platform, close } = await openEnvironment(
    environmentName,
    options.directory,
    io,
  )
  try {
    const { integration, tenants } = environment
    const chosen = tenants.filter(({ id, status }) =>
      tenantId === undefined ? status === 'live' || status === 'onboarding' : id === tenantId,
    )
    if (chosen.length === 0) {
      throw new UsageError(
        tenantId === undefined
          ? `nothing to print: "${environmentName}" has no live or onboarding tenant`
          : `"${environmentName}" has no tenant "${tenantId}"`,
      )
    }
    const url = consentLink({
      origin: platform.origin,
      integrationKey: integration.integrationKey,
      scopes: integration.scopes.consent,
      redirectUri: integration.redirectUris.consent,
      prompt: 'login',
    })
    const links = chosen.flatMap(({ id, name, users }) =>
      Object.entries(users).map(([role, user]) => ({ tenant: id, name, role, user, url })),
    )
    const colour = wantsColour(io, io.stdout)
    emitFormats(
      formats,
      (format, toTerminal) => consentFormats[format](links, toTerminal && colour),
      io,
      options.directory,
    )
    return exitCodes.good
  } finally {
    await close()
  }
}

// --- internal ---

const consentFormats = {
  human: (links: readonly TenantLink[], colour: boolean): string => {
    const paint = style(colour)
    const lines = links.map(
      ({ tenant, role, user, name }) =>
        `${paint('bold', `${tenant}/${role}`)}  ${name}, user ${user}`,
    )
    const [first] = links
    return `Open this link, signed in as the user, and grant consent:

  ${first?.url}

The link is the same for all; what counts is who is signed in:

${lines.map((line) => `  ${line}\n`).join('')}`
  },
  json: (links: readonly TenantLink[]): string => `${JSON.stringify({ links }, null, 2)}\n`,
}
