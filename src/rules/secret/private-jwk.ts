import type { WorkspaceRule } from '../rule.ts'
import { findSecrets, matches } from './find-secrets.ts'

/** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1. */
export const privateJwk: WorkspaceRule = {
  id: 'secret/private-jwk',
  severity: 'error',
  summary:
    'No file below config/ holds a private member of a JSON Web Key (d, p, q, dp, dq, qi, k): it is a private key in another form.',
  help: 'Take it as exposed: delete the key pair at Docusign, and remove the key from the history of the repository.',
  locked: true,
  checkWorkspace: (workspace) =>
    findSecrets(workspace, 'the file holds a private JWK member', ({ text }) =>
      text.includes('kty') ? matches(text, member) : [],
    ),
}

// --- internal ---

const member =
  /(?<![\w-])\\?["']?(?:d|p|q|dp|dq|qi|k)\\?["']?[\s#>|*+]*:[\s#>|*+]*\\?["']?[A-Za-z0-9_-]{20,}\\?["']?/g
