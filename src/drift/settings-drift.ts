import { activeKeyPair, type Environment } from '../config/environment.ts'
import { publishedSettings, settingsSecretName } from '../config/published-settings.ts'
import { toSignerError } from '../keys/signer-error.ts'
import { openSecretClient, type Vault } from '../keys/vault-access.ts'
import { type Drift, unseen } from './drift.ts'

/**
 * Compares what applications read with what the YAML says they should.
 *
 * @param read the published settings as JSON text; `undefined` when nothing is published.
 */
export async function settingsDrift(
  environment: Environment,
  oauthHost: string,
  read: () => Promise<string | undefined>,
): Promise<Drift[]> {
  const { key, thumbprint } = activeKeyPair(environment)?.keyPair ?? {}
  // Applications of a demo environment may sign with a PEM of their own.
  const isDeclared = key !== undefined && thumbprint !== undefined
  const expected = isDeclared ? publishedSettings(environment, oauthHost) : undefined
  let text: string | undefined
  try {
    text = await read()
  } catch (error) {
    return [
      unseen({ area: 'settings', subject: settingsSecretName }, error, {
        attempt: 'read the published settings',
        rights: 'read secrets of the settings vault',
      }),
    ]
  }
  const differs = (subject: string, message: string): Drift => ({
    area: 'settings',
    kind: 'differs',
    subject,
    message,
    help: '`pulumi up` publishes what the YAML says; see with `pulumi preview` what else it would do.',
  })
  if (text === undefined) {
    return expected === undefined
      ? []
      : [differs(settingsSecretName, 'nothing is published yet, applications cannot log in')]
  }
  const actual = parse(text)
  if (actual === undefined)
    return [differs(settingsSecretName, 'what is published is no JSON object')]
  return Object.entries(expected ?? {})
    .filter(([name, value]) => JSON.stringify(actual[name]) !== JSON.stringify(value))
    .map(([name, value]) =>
      differs(name, `published is ${brief(actual[name])}, the YAML says ${brief(value)}`),
    )
}

/** Reads the published settings with Azure's own client. */
export function settingsReader(vault: Vault): () => Promise<string | undefined> {
  return async () => {
    const client = await openSecretClient(vault)
    try {
      return (await client.getSecret(settingsSecretName)).value
    } catch (error) {
      if (toSignerError(error, '').reason === 'not_found') return undefined
      throw error
    }
  }
}

// --- internal ---

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Settings hold nothing confidential, but anyone who wrote into the secret may have. */
function brief(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 300 || /PRIVATE KEY|"d"|eyJ[\w-]*\./.test(text) ? 'something else' : text
}
