import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Environment, Tenant } from '../../src/config/environment.ts'
import { ConsentDenied, ConsentFailed, StateRefused } from '../../src/consent/consent-error.ts'
import { createConsent } from '../../src/consent/create-consent.ts'
import type { TenantUser } from '../../src/consent/tenant-user.ts'
import { usedStatesInFolder, usedStatesInMemory } from '../../src/consent/used-states.ts'
import type { Session } from '../../src/session/open-session.ts'
import { tenantPath } from '../../src/tenants/tenant-file.ts'
import { chooseSigner } from '../environment/choose-signer.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { readStateKeyText } from '../environment/read-state-key.ts'
import { requireServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { incomplete, refused } from '../output/refused.ts'
import { say } from '../output/say.ts'

export interface ConsentVerifyOptions {
  directory: string
  /** The state, or the whole address that the browser came back to. */
  state: string
  stateKey?: string
  /** Folder that remembers which states were used. */
  used?: string
  /** Whether the user logs in. */
  login: boolean
  keyFile?: string
}

/** Says whose consent link was answered, and proves the consent by a login as that user. */
export async function consentVerifyCommand(
  environmentName: string,
  options: ConsentVerifyOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, used } = options
  const stateKey = readStateKeyText(options, io)
  if (stateKey === undefined) {
    throw new UsageError(
      'the state cannot be checked without its key: name it with --state-key FILE or IKCTL_STATE_KEY',
    )
  }
  const declared = loadEnvironment(environmentName, directory, io, { tenants: [] })
  requireServices(declared, io)
  const session = await openEnvironment(declared, io)
  try {
    const { environment, platform } = session
    const { integrationKey, redirectUris, scopes } = environment.integration
    const consent = createConsent({
      ...{ integrationKey, stateKey, oauthHost: platform.audience, now: io.now },
      ...{ redirectUri: redirectUris.consent, scopes: scopes.consent },
      used:
        used === undefined
          ? usedStatesInMemory(io.now)
          : usedStatesInFolder(resolve(directory, used), io.now),
    })
    let who: TenantUser
    try {
      who = await consent.answer(addressOf(options.state))
    } catch (error) {
      if (error instanceof ConsentDenied) {
        return refused(
          error.message,
          `\`ikctl consent ${environmentName} ${error.who.tenant}\``,
          io,
        )
      }
      if (error instanceof ConsentFailed) {
        const end = error.remedy === 'retry' ? incomplete : refused
        return end(error.summary, error.action, io)
      }
      if (!(error instanceof StateRefused)) throw error
      return refused(error.message, `\`ikctl consent ${environmentName}\` makes new links`, io)
    }
    const tenant = findTenant(environment, who.tenant, directory, io)
    if (tenant?.users[who.role] !== who.user) {
      return refused(
        `the state is about ${who.tenant}/${who.role}, user ${who.user}, whom "${environmentName}" does not have`,
        'the configuration has changed since the link was made: make a new one',
        io,
      )
    }
    say(
      `this answers the link of ${who.tenant}/${who.role} (${tenant.name}, user ${who.user})\n`,
      io.stdout,
    )
    if (used === undefined) {
      say('whether it was answered before was not checked: --used DIR remembers that\n', io.stdout)
    }
    const smoke = `ikctl smoke ${environmentName} --tenant ${tenant.id}`
    if (!options.login) {
      say(`\nnext: prove it by a login: \`${smoke}\`\n`, io.stdout)
      return exitCodes.good
    }
    const outcome = await logIn(session, { ...who, account: tenant.account }, options, io)
    if (outcome === exitCodes.good && tenant.status === 'onboarding') {
      say(`\nnext: \`ikctl tenant status ${environmentName} ${tenant.id} live\`\n`, io.stdout)
    }
    return outcome
  } finally {
    await session.close()
  }
}

// --- internal ---

/** The tenant of a state, which the configuration may no longer have. */
function findTenant(
  { name, path }: Environment,
  id: string,
  directory: string,
  io: Io,
): Tenant | undefined {
  if (!existsSync(join(directory, tenantPath(path, id)))) return undefined
  return loadEnvironment(name, directory, io, { tenants: [id] }).tenants[0]
}

/** A state on its own as the address that it would be part of. */
function addressOf(state: string): string {
  const trimmed = state.trim()
  return /[?&]/.test(trimmed) ? trimmed : `?code=&state=${encodeURIComponent(trimmed)}`
}

async function logIn(
  session: Session,
  { tenant, role, user, account }: TenantUser & { account: string },
  options: ConsentVerifyOptions,
  io: Io,
): Promise<ExitCode> {
  const signer = await chooseSigner(session, options, io)
  const login = await session.logIn(signer, { userId: user, accountId: account }, 'userinfo')
  if (login.ok) {
    say(`${tenant}/${role} logged in: the consent is there\n`, io.stdout)
    return exitCodes.good
  }
  const { failure } = login
  refused(
    failure.class === 'consent_required'
      ? `${tenant}/${role} has not granted consent: the link was answered by somebody else`
      : `${tenant}/${role} could not log in: ${failure.message}`,
    failure.action,
    io,
  )
  if (failure.scope === 'host') return exitCodes.incomplete
  return failure.scope === 'app' ? exitCodes.integrationKey : exitCodes.problems
}
