import { checkEvidenceKey } from '../rotation/check-evidence-key.ts'
import { evidencePolicy } from '../rotation/evidence.ts'
import { evidenceKeyFile } from '../rotation/evidence-key-file.ts'
import { openEvidenceSigner } from '../rotation/open-evidence-signer.ts'
import type { Session } from '../session/open-session.ts'
import { type Drift, unseen } from './drift.ts'

/**
 * Compares the committed public half of the evidence key with the key in the settings vault. Where no
 * evidence is wanted and no half is committed, the vault is not asked.
 *
 * @param declared the text of `evidence/evidence.pem`; `undefined` when there is no such file.
 */
export async function evidenceKeyDrift(
  { environment, openSettingsVault }: Session,
  declared: string | undefined,
): Promise<Drift[]> {
  const isWanted = evidencePolicy(environment.integration.rotation) !== undefined
  if (declared === undefined && !isWanted) return []
  const about = { area: 'evidence key', subject: evidenceKeyFile(environment) } as const
  try {
    const signer = await openEvidenceSigner(await openSettingsVault())
    const wrong = checkEvidenceKey(environment, declared, signer)
    if (wrong === undefined) return []
    return [{ ...about, kind: 'differs', message: wrong.message, help: wrong.wayForward }]
  } catch (error) {
    return [
      unseen(about, error, {
        attempt: 'read the evidence key',
        rights: 'read the keys of the settings vault',
      }),
    ]
  }
}
