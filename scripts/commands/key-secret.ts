import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../src/config/environment.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { formatTime } from '../../src/key-pair/state-times.ts'
import { newId } from '../../src/rotation/new-id.ts'
import { editSecrets, withNewSecret } from '../../src/vault-secrets/declare-secret.ts'
import type { DeclaredSecrets, SecretKind } from '../../src/vault-secrets/secret-kind.ts'
import { storeSecret } from '../../src/vault-secrets/store-secret.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { checkChange } from '../validation/check-change.ts'

export interface KeySecretCommandOptions {
  directory: string
}

/**
 * Puts a secret from standard input into the signing vault and declares it as the active one. Nothing
 * is stored that could not be declared afterwards.
 */
export async function keySecretCommand(
  kind: SecretKind,
  name: string,
  givenId: string | undefined,
  { directory }: KeySecretCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const environment = loadEnvironment(name, directory, io, { tenants: [] })
  requireOwnServices(environment, io)
  const { integrationKey } = environment.integration
  const secrets = kind.declared(environment.integration)
  const id = givenId ?? newId((taken) => Object.hasOwn(secrets, taken), io.now())
  if (Object.hasOwn(secrets, id)) {
    return refused(
      `"${name}" has the ${kind.noun} "${id}" already`,
      'each has an id of its own, which is never used again: take another one',
      io,
    )
  }
  const hindrance = kind.hindrance(environment.integration)
  if (hindrance !== undefined) return refused(hindrance.why, hindrance.fix, io)
  const file = `${environment.path}/integration.yaml`
  const since = formatTime(io.now())
  const declare = (text: string, present: DeclaredSecrets, secret: string) =>
    editSecrets(text, kind, withNewSecret(present, { id, secret, since }))

  const { azure, signingVault, close } = await openEnvironment(environment, io)
  try {
    const supposed = declare(
      readFileSync(join(directory, file), 'utf8'),
      secrets,
      `${signingVault}/secrets/${kind.vaultName(id)}/${'0'.repeat(32)}`,
    )
    const { mayBeWritten } = checkChange(name, new Map([[file, supposed]]), directory, io)
    if (!mayBeWritten) return exitCodes.problems
    const secret = await storeSecret({
      kind,
      id,
      typed: await io.readStdin(),
      integrationKey,
      vaultUrl: signingVault,
      ...(await azure()),
    })
    io.stdout.write(`stored  ${secret}\n`)
    // Of the files as they are now: while a secret is typed, others may declare theirs.
    const edit = { directory, dryRun: false, waitMs: 30_000 }
    const present = await editEnvironment(name, edit, io, async () => {
      const now = loadEnvironment(name, directory, io, { tenants: [] })
      const path = join(directory, file)
      const text = readFileSync(path, 'utf8')
      const declared = declare(text, kind.declared(now.integration), secret)
      await replaceFiles(new Map([[path, declared]]), new Map([[path, text]]))
      return now
    })
    io.stdout.write(describe(present, kind, id))
    return exitCodes.good
  } finally {
    await close()
  }
}

// --- internal ---

function describe(
  { name, path, integration }: Environment,
  { noun, declared, follow }: SecretKind,
  id: string,
): string {
  const replaced = Object.entries(declared(integration))
    .filter(([, { state }]) => state === 'active')
    .map(([old]) => old)
  const moves = replaced.map((old) => `${old}: active -> retiring\n`).join('')
  const steps = [
    `merge ${path}/integration.yaml`,
    follow.use,
    ...replaced.map(
      (old) =>
        `${follow.until(old)}, take its entry out of the file:\n     \`ikctl plan ${name}\` then says what is to be deleted by hand`,
    ),
  ]
  return `${id}: new -> active
${moves}
next:
${steps.map((step, index) => `  ${index + 1}. ${step}\n`).join('')}
Every other copy of this ${noun} stays dangerous: the clipboard, mail and chat.
`
}
