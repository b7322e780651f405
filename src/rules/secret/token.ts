import type { WorkspaceRule } from '../rule.ts'
import { findSecrets, matches } from './find-secrets.ts'

/** Signed evidence is a JWS too, and public. */
export const token: WorkspaceRule = {
  id: 'secret/token',
  severity: 'error',
  summary:
    'No file below config/ holds a token: an access token or an assertion works for whoever has it, until it expires.',
  help: 'Remove it. If it can still be valid, let the user revoke the consent, or wait until it has expired.',
  locked: true,
  checkWorkspace: (workspace) =>
    findSecrets(workspace, 'the file holds a token (JWT)', ({ path, text }) =>
      text.includes('eyJ') && !/\/evidence\/[^/]+\.jws$/.test(path) ? matches(text, jwt) : [],
    ),
}

// --- internal ---

/** A compact JWS or JWE (RFC 7515 section 3.1): its header begins with `{"`, which is `eyJ`. */
const jwt = /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]{8,}){2,4}/g
