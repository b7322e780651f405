import { evidenceType } from '../../config/evidence-type.ts'
import type { WorkspaceRule } from '../rule.ts'
import { findSecrets, matches } from './find-secrets.ts'

export const token: WorkspaceRule = {
  id: 'secret/token',
  severity: 'error',
  summary:
    'No file below config/ holds a token: an access token or an assertion works for anyone who has it, until it expires.',
  help: 'Remove it, and wait until it has expired: an access token works for an hour, and revoking the consent does not end it.',
  locked: true,
  checkWorkspace: (workspace) =>
    findSecrets(workspace, 'the file holds a token (JWT)', ({ text }) =>
      text.includes('eyJ')
        ? [...matches(text, jwt)].filter(({ start }) => !isEvidence(text.slice(start)))
        : [],
    ),
}

// --- internal ---

/** A compact JWS or JWE (RFC 7515 section 3.1): its header begins with `{"`, which is `eyJ`. */
const jwt = /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]{8,}){2,4}/g

/** Signed evidence is a JWS too, and public: by what it says, not by its file, which a kill may leave. */
function isEvidence(jws: string): boolean {
  const header = Buffer.from(jws.slice(0, jws.indexOf('.')), 'base64url').toString('latin1')
  return header.includes(`"typ":"${evidenceType}"`)
}
