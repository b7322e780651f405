import type { Environment } from '../../src/config/environment.ts'
import { checkLogin } from '../../src/doctor/check-login.ts'
import type { SeenAccount } from '../../src/doctor/diagnosis.ts'
import { consentLink } from '../../src/docusign/consent-link.ts'
import { chooseSigner } from '../environment/choose-signer.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { say } from '../output/say.ts'
import { ask } from '../terminal/ask.ts'

/**
 * The account of a user who has granted consent, by a login. With several, a person chooses.
 *
 * @param userId canonical.
 * @throws {UsageError} when there is none, or nobody to choose.
 */
export async function findAccount(
  environment: Environment,
  userId: string,
  { directory }: { directory: string },
  io: Io,
): Promise<string> {
  requireOwnServices(environment, io)
  const { integrationKey, scopes, redirectUris } = environment.integration
  const session = await openEnvironment(environment, io)
  try {
    const signer = await chooseSigner(session, { directory }, io)
    const { origin, audience } = session.platform
    const link = {
      origin,
      integrationKey,
      scopes: scopes.consent,
      redirectUri: redirectUris.consent,
    }
    const context = { integrationKey, audience, userId, consentLink: consentLink(link) }
    const { steps, seen } = await checkLogin({ session, signer, context })
    const failed = steps.find(({ verdict }) => verdict === 'failed')
    if (seen === undefined) {
      throw new UsageError(
        `the account of user ${userId} was not found: ${failed?.message}; ${failed?.action}. Or name it with --account`,
      )
    }
    return (await choose(seen.accounts, userId, io)).id
  } finally {
    await session.close()
  }
}

// --- internal ---

async function choose(
  accounts: readonly SeenAccount[],
  userId: string,
  io: Io,
): Promise<SeenAccount> {
  const [only] = accounts
  if (only === undefined) throw new UsageError(`user ${userId} is a member of no account`)
  const list = accounts.map(
    ({ id, name = '(no name)', isDefault, region }, index) =>
      `  ${index + 1}  ${name}, ${id}, ${region}${isDefault ? ', default' : ''}\n`,
  )
  if (accounts.length === 1) {
    say(`account of this user:\n${list.join('')}`, io.stderr)
    return only
  }
  const intro = `user ${userId} is a member of ${accounts.length} accounts:\n${list.join('')}`
  const prompt = await io.openPrompt?.()
  if (prompt === undefined) throw new UsageError(`${intro}name one of them with --account`)
  try {
    say(intro, io.stderr)
    const answer = await ask(
      prompt,
      {
        text: 'Number of the account',
        problem: (typed) =>
          accounts[Number(typed) - 1] === undefined
            ? `enter a number from 1 to ${accounts.length}`
            : undefined,
      },
      io,
    )
    return accounts[Number(answer) - 1] ?? only
  } finally {
    prompt.close()
  }
}
