import { readPublishedSettings } from '../login/read-published-settings.ts'
import type { Session } from '../session/open-session.ts'
import { settingsReader } from './settings-drift.ts'

/**
 * RFC 7638 thumbprint of the key pair that applications are to sign with by now, as published; undefined
 * where that cannot be read, whatever the reason: who asks has a verdict without it.
 */
export async function readActiveThumbprint(
  session: Pick<Session, 'openSettingsVault'>,
): Promise<string | undefined> {
  try {
    const text = await settingsReader(await session.openSettingsVault())()
    return text === undefined ? undefined : readPublishedSettings(text).keyPair.thumbprint
  } catch {
    return undefined
  }
}
