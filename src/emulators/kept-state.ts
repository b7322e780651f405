import { IkctlError } from '../ikctl-error.ts'
import type { KeptAuthority } from './certificate-authority.ts'
import type { DocusignState } from './docusign/docusign-state.ts'
import type { KeyBackup } from './key-vault/keys.ts'
import type { SecretBackup } from './key-vault/secrets.ts'
import type { KeptObject } from './key-vault/stored-objects.ts'

/** What emulators need to be the same after a restart. It holds private keys and secrets. */
export interface KeptState {
  ikctlEmulators: 1
  /** Whose emulators they are. */
  integrationKey: string
  /** Of Docusign's, the token authority, the signing and the settings vault. */
  ports: readonly number[]
  certificateAuthority: KeptAuthority
  authority: { tenantId: string; clientId: string; clientSecret: string }
  docusign: DocusignState
  signingVault: KeptVault
  settingsVault: KeptVault
}

/** All objects of a vault, with their versions. */
export interface KeptVault {
  keys: KeptObject<KeyBackup>[]
  secrets: KeptObject<SecretBackup>[]
}

/** A file that holds no state of these emulators. */
export class KeptStateRefused extends IkctlError {
  static readonly code = 'ERR_KEPT_STATE_REFUSED'
  readonly code = KeptStateRefused.code
}

/**
 * Reads what was kept.
 *
 * @param file for the messages.
 * @throws {KeptStateRefused} when it is something else, or of another integration key.
 */
export function readKeptState(
  text: string,
  { file, integrationKey }: { file: string; integrationKey: string },
): KeptState {
  let kept: Partial<KeptState> | null
  try {
    kept = JSON.parse(text)
  } catch {
    kept = null
  }
  if (kept?.ikctlEmulators !== 1 || kept.docusign === undefined) {
    throw new KeptStateRefused(
      `${file} holds no state of emulators: name another file, or delete it to start with an empty state`,
    )
  }
  if (kept.integrationKey !== integrationKey) {
    throw new KeptStateRefused(
      `${file} is the state of emulators for the integration key ${kept.integrationKey}, not ${integrationKey}: name another file`,
    )
  }
  return kept as KeptState
}

/**
 * What Docusign knew, with what the environment declares by now: tenants that came since are added, and
 * everything else stays as it was left.
 */
export function continuedState(kept: DocusignState, declared: DocusignState): DocusignState {
  const missing = <T>(list: readonly T[], all: readonly T[], id: (one: T) => string): T[] => {
    const known = new Set(list.map((one) => id(one).toLowerCase()))
    return all.filter((one) => !known.has(id(one).toLowerCase()))
  }
  const newUsers = missing(kept.users, declared.users, ({ id }) => id)
  // A consent that was revoked stays so: only users who are new bring theirs along.
  const isNew = new Set(newUsers.map(({ id }) => id.toLowerCase()))
  const { connect = [], accounts = [] } = kept
  return {
    integrationKeys: kept.integrationKeys,
    users: [...kept.users, ...newUsers],
    consents: [
      ...kept.consents,
      ...declared.consents.filter(({ userId }) => isNew.has(userId.toLowerCase())),
    ],
    connect: [...connect, ...missing(connect, declared.connect ?? [], (one) => one.account)],
    accounts: [...accounts, ...missing(accounts, declared.accounts ?? [], ({ id }) => id)],
  }
}
