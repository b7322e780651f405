import type { WorkspaceRule } from '../rule.ts'
import { findSecrets } from './find-secrets.ts'

export const clientSecret: WorkspaceRule = {
  id: 'secret/client-secret',
  severity: 'error',
  summary: 'A Docusign client secret in a file below config/.',
  help: 'Consider it exposed: make another one in Apps and Keys, delete this one there, and remove it from the history of the repository. Store the new one with `ikctl key client-secret`, which declares its id in the vault.',
  locked: true,
  checkWorkspace: (workspace) =>
    findSecrets(workspace, 'this looks like the client secret itself', function* ({ text }) {
      if (!/secret/i.test(text)) return
      for (const { 0: found, 1: value = '', index } of text.matchAll(declared)) {
        const end = index + found.length
        yield { start: end - value.length, end }
      }
    }),
}

// --- internal ---

/** Docusign's secrets are GUIDs. A vault's secret is named by an address. */
const declared =
  /(?:client|api|app)?[_-]?secret(?:[_-]?(?:key|value))?["']?[ \t]*[:=][ \t]*["'`{]*([\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12})(?![\w/-])/gi
