import type { WorkspaceRule } from '../rule.ts'
import { findSecrets, matches } from './find-secrets.ts'

export const privateKey: WorkspaceRule = {
  id: 'secret/private-key',
  severity: 'error',
  summary:
    'No file below config/ holds a private key: anyone who has the one of an integration key can log in as every user of every tenant.',
  help: 'Take it as exposed: delete the key pair at Docusign, and remove the key from the history of the repository. A key of Docusign goes into the vault with `ikctl key import`.',
  locked: true,
  checkWorkspace: (workspace) =>
    findSecrets(workspace, 'the file holds a private key', function* ({ text }) {
      if (text.includes('PRIVATE KEY')) yield* matches(text, pem)
      if (text.includes('PuTTY-User-Key-File-')) yield* matches(text, putty)
      if (text.includes('MII')) yield* matches(text, der)
      if (text.includes('LS0tLS1CRUdJTi')) {
        for (const { start, end } of matches(text, encodedPem)) {
          const decoded = Buffer.from(text.slice(start, end), 'base64').toString('latin1')
          if (decoded.includes('PRIVATE KEY')) yield { start, end }
        }
      }
    }),
}

// --- internal ---

/**
 * A PEM header with something that looks like its body, so that a sentence may name the header. Line
 * breaks may be real, escaped, or cut into strings; lines may begin as in a comment, a quotation or a diff.
 */
const pem =
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[\s"',|>[\]#*;:+-]|\\[nrt]|(?:Proc-Type|DEK-Info|Version|Comment): [^\n]*\n)*[A-Za-z0-9+/=]{20,}(?:[A-Za-z0-9+/=\s"',|>#*;:]|\\[nrt])*(?:-----END [A-Z0-9 ]*-----)?/g

const putty = /PuTTY-User-Key-File-\d: [^\n]*/g

/** The beginning of an RSA private key in DER as base64: PKCS#8, or PKCS#1 (RFC 8017 appendix A.1.2). */
const der = /MII[A-Za-z0-9+/]{3}(?:IBADANBgkqhkiG9w0BAQEFAASC|IBAAKC)[A-Za-z0-9+/=]{20,}/g

/** "-----BEGIN" as base64. */
const encodedPem = /LS0tLS1CRUdJTi[A-Za-z0-9+/=]{20,}/g
