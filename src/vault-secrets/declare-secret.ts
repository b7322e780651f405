import { editYaml } from '../config/edit-yaml.ts'
import type { DeclaredSecrets, SecretKind } from './secret-kind.ts'

/** A secret that comes into use. */
export interface NewSecret {
  id: string
  /** Id of the vault secret, with its version. */
  secret: string
  /** From when on, such as `2026-11-20T08:00:00Z`. */
  since: string
}

/** The secrets of a kind with a new one in use: the one that was is retiring from then on. */
export function withNewSecret(
  present: DeclaredSecrets,
  { id, secret, since }: NewSecret,
): DeclaredSecrets {
  const replaced = Object.entries(present).map(([old, entry]) => [
    old,
    entry.state === 'active'
      ? { ...entry, state: 'retiring', since: { ...entry.since, retiring: since } }
      : entry,
  ])
  return {
    ...Object.fromEntries(replaced),
    [id]: { state: 'active', secret, since: { active: since } },
  }
}

/**
 * The text of an `integration.yaml` that declares these secrets of a kind. Everything else stays byte for
 * byte.
 *
 * @param text a file without error findings.
 * @throws {EditRefused} when the result would not read as wanted.
 */
export function editSecrets(
  text: string,
  { within }: Pick<SecretKind, 'within'>,
  wanted: DeclaredSecrets,
): string {
  const entries = Object.entries(wanted).map(([id, { state, secret, since }]) => [
    id,
    { state, secret, since: { ...since } },
  ])
  return editYaml(text, Object.fromEntries(entries), {
    file: 'integration.yaml',
    within,
    order: [[], ['state', 'secret', 'since'], ['active', 'retiring']],
  })
}
