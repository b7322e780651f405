import { editYaml } from '../config/edit-yaml.ts'
import type { Integration } from '../config/environment.ts'

/** The client secrets of an integration. */
export type ClientSecrets = NonNullable<Integration['clientSecrets']>

/** A client secret that comes into use. */
export interface NewClientSecret {
  id: string
  /** Id of the vault secret, with its version. */
  secret: string
  /** From when on, such as `2026-11-20T08:00:00Z`. */
  since: string
}

/** The client secrets with a new one in use: the one that was is retiring from then on. */
export function withClientSecret(
  present: ClientSecrets,
  { id, secret, since }: NewClientSecret,
): ClientSecrets {
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
 * The text of an `integration.yaml` that declares these client secrets. Everything else stays byte for
 * byte.
 *
 * @param text a file without error findings.
 * @throws {EditRefused} when the result would not read as wanted.
 */
export function editClientSecrets(text: string, wanted: ClientSecrets): string {
  const entries = Object.entries(wanted).map(([id, { state, secret, since }]) => [
    id,
    { state, secret, since: { ...since } },
  ])
  return editYaml(text, Object.fromEntries(entries), {
    file: 'integration.yaml',
    within: 'clientSecrets',
    order: [[], ['state', 'secret', 'since'], ['active', 'retiring']],
  })
}
