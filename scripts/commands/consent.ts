import type { Environment } from '../../src/config/environment.ts'
import { consentLink } from '../../src/docusign/consent-link.ts'
import { type OAuthPlatform, oauthPlatform } from '../../src/docusign/platform.ts'
import { readReport } from '../../src/smoke/read-report.ts'
import { byteOrderMark } from '../../src/text/byte-order-mark.ts'
import { inertCell } from '../../src/text/inert-cell.ts'
import { jsonOutput } from '../../src/text/json.ts'
import { style } from '../../src/text/style.ts'
import { table } from '../../src/text/table.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { readStateKeyText } from '../environment/read-state-key.ts'
import { requireServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'
import { openInBrowser } from '../terminal/open-in-browser.ts'

export interface ConsentCommandOptions {
  directory: string
  format: string[]
  role?: string
  open?: boolean
  /** The link for an administrator of the tenant's organization. */
  organization?: boolean
  /** Only users of migrating tenants. */
  migrating?: boolean
  /** A smoke report: only users who could not log in with the shared key there. */
  waiting?: string
  /** File with the key that signs states. */
  stateKey?: string
  /** How long signed links can be followed. */
  expires?: string
}

/** One user's link. */
interface TenantLink {
  tenant: string
  name: string
  role: string
  user: string
  /** The link is for an administrator of the customer's organization. */
  organization?: true
  url: string
  /** ISO 8601; only of a signed link. */
  expiresAt?: string
}

export async function consentCommand(
  environmentName: string,
  tenantId: string | undefined,
  options: ConsentCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, consentFormats, 'human')
  if (options.organization && tenantId === undefined) {
    throw new UsageError(
      "--organization is about one customer's organization: name the tenant as well",
    )
  }
  const { directory, role } = options
  const tenants = tenantId === undefined ? {} : { tenants: [tenantId] }
  const declared = loadEnvironment(environmentName, directory, io, tenants)
  requireServices(declared, io)
  const statuses = options.migrating ? ['migrating'] : ['live', 'onboarding', 'migrating']
  const isChosen = ({ status }: { status: string }) =>
    statuses.includes(status) || (tenantId !== undefined && !options.migrating)
  const chosen = declared.tenants.filter(isChosen)
  if (chosen.length === 0) {
    throw new UsageError(
      `nothing to print: "${environmentName}" has no ${statuses.join(' or ')} tenant`,
    )
  }
  const users = chosen
    .flatMap(({ id, name, users, consent }) => {
      const isForAll = options.organization || consent === 'organization'
      const organization = isForAll ? { organization: true as const } : {}
      return Object.entries(users).map(([role, user]) => ({
        ...{ tenant: id, name, role, user },
        ...organization,
      }))
    })
    .filter((user) => role === undefined || user.role === role)
    .filter(isWaiting(options, environmentName))
  if (users.length === 0 && options.waiting !== undefined) {
    throw new UsageError('nothing to print: nobody who is chosen here is waiting in that report')
  }
  if (users.length === 0) throw new UsageError(`no user has the role "${role}"`)
  const links = await linksFor(users, declared, options, io)
  const urls = new Set(links.map(({ url }) => url))
  const [url] = urls
  if (options.open && (url === undefined || urls.size > 1)) {
    throw new UsageError(
      `--open opens one link, and these are ${urls.size}: name a tenant, and --role where it has several users`,
    )
  }
  emitFormats(formats, (format, { colour }) => consentFormats[format](links, colour), io, directory)
  if (options.open && url !== undefined) await openInBrowser(url, io)
  return exitCodes.good
}

// --- internal ---

/** Whether a smoke report shows that a migrating user could not log in with the shared key. */
function isWaiting(
  { waiting, directory }: ConsentCommandOptions,
  environment: string,
): (user: Pick<TenantLink, 'tenant' | 'role'>) => boolean {
  if (waiting === undefined) return () => true
  const report = readReport(readNamedFile(waiting, directory, 'the report').toString(), waiting)
  if (report.environment !== environment || report.redacted) {
    throw new UsageError(
      `${waiting} is ${report.redacted ? 'redacted' : `a report about "${report.environment}"`}: give the report that \`ikctl smoke ${environment}\` wrote`,
    )
  }
  const found = new Set(
    report.tenants.flatMap(({ id, logins }) =>
      logins
        .filter(({ sharedKey }) => sharedKey && !sharedKey.outcome.startsWith('passed'))
        .map(({ role }) => `${id}/${role}`),
    ),
  )
  return ({ tenant, role }) => found.has(`${tenant}/${role}`)
}

async function linksFor(
  users: readonly Omit<TenantLink, 'url'>[],
  environment: Environment,
  options: ConsentCommandOptions,
  io: Io,
): Promise<TenantLink[]> {
  const { integration } = environment
  const { integrationKey } = integration
  const platform = await platformOf(environment, io)
  const { consent: scopes } = integration.scopes
  const { consent: redirectUri } = integration.redirectUris
  const stateKey = readStateKeyText(options, io)
  if (stateKey === undefined) {
    if (options.expires !== undefined) {
      throw new UsageError(
        'only signed links expire: name the key with --state-key FILE or IKCTL_STATE_KEY (`ikctl consent state-key` makes one)',
      )
    }
    const { origin } = platform
    return users.map((user) => {
      const { organization = false } = user
      const link = { origin, integrationKey, scopes, redirectUri, organization }
      return { ...user, url: consentLink({ ...link, prompt: 'login' }) }
    })
  }
  // Only signed links need what signs them, which takes long to load.
  const [{ createConsent }, { usedStatesInMemory }] = await Promise.all([
    import('../../src/consent/create-consent.ts'),
    import('../../src/consent/used-states.ts'),
  ])
  const consent = createConsent({
    ...{ integrationKey, scopes, redirectUri, stateKey, oauthHost: platform.audience },
    ...(options.expires !== undefined && { lifetime: options.expires }),
    used: usedStatesInMemory(),
    now: io.now,
  })
  return Promise.all(
    users.map(async (user) => {
      const { organization = false } = user
      const { url, expiresAt } = await consent.link(user, { organization })
      return { ...user, url, expiresAt: new Date(expiresAt).toISOString() }
    }),
  )
}

/** Where links lead: of emulators, only those that run know. */
async function platformOf(environment: Environment, io: Io): Promise<OAuthPlatform> {
  const { platform } = environment.integration
  if (platform !== 'emulator' && !io.env.IKCTL_EMULATORS) return oauthPlatform(platform)
  // The clients of a session take longer to load than all else here.
  const { openEnvironment } = await import('../environment/open-environment.ts')
  const session = await openEnvironment(environment, io)
  await session.close()
  return session.platform
}

const consentFormats = {
  human: (all: readonly TenantLink[], colour: boolean): string => {
    const paint = style(colour)
    const links = all.filter(({ organization }) => !organization)
    const organizations = organizationText(all.filter(({ organization }) => organization))
    if (links.length === 0) return organizations
    const title = ({ tenant, role, user, name }: TenantLink) =>
      `${paint('bold', `${tenant}/${role}`)}  ${name}, user ${user}`
    const [first] = links
    if (first?.expiresAt !== undefined) {
      return `Each user opens their own link, signs in, and grants consent. The links can be
followed until ${first.expiresAt}, and each is answered once:

${links.map((link) => `  ${title(link)}\n  ${link.url}\n`).join('\n')}${organizations}`
    }
    return `Open this link, signed in as the user, and grant consent:

  ${first?.url}

The link is the same for all; what counts is who is signed in:

${table(
  links.map(({ tenant, role, user, name }) => [
    `  ${paint('bold', `${tenant}/${role}`)}`,
    `user ${user}`,
    name,
  ]),
).join('\n')}
${organizations}`
  },
  /** One line for each user, for a mailing. */
  csv: (links: readonly TenantLink[]): string => {
    const columns = ['tenant', 'name', 'role', 'user', 'url', 'expiresAt'] as const
    const rows = links.map((link) => columns.map((column) => csvCell(link[column] ?? '')))
    return byteOrderMark + [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
  },
  json: (links: readonly TenantLink[]): string => jsonOutput({ links }),
}

/** One link for each tenant: its first user stands in the state for all of them. */
function organizationText(links: readonly TenantLink[]): string {
  const tenants = new Map(links.toReversed().map((link) => [link.tenant, link]))
  return [...tenants.values()]
    .reverse()
    .map(
      ({ tenant, name, url, expiresAt }) => `
An administrator of the organization of ${tenant} (${name}) opens this link and consents, once for
all users of the e-mail domains that the organization has claimed at Docusign. An administrator of
the account alone is refused. Users of other domains consent one by one.${expiresAt === undefined ? '' : `\nIt can be followed until ${expiresAt}.`}

  ${url}
`,
    )
    .join('')
}

/** RFC 4180; a name that a spreadsheet would take for a formula is text. */
function csvCell(text: string): string {
  const inert = inertCell(text)
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
