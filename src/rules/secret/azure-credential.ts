import type { WorkspaceRule } from '../rule.ts'
import { findSecrets, matches } from './find-secrets.ts'

export const azureCredential: WorkspaceRule = {
  id: 'secret/azure-credential',
  severity: 'error',
  summary:
    'No file below config/ holds a credential for Azure: the client secret of an application, the key of a storage account, or a shared access signature.',
  help: 'Revoke it in Azure, and remove it from the history of the repository. ikctl needs none: it uses federated identities.',
  locked: true,
  checkWorkspace: (workspace) =>
    findSecrets(workspace, 'the file holds a credential for Azure', function* ({ text }) {
      if (text.includes('Q~')) yield* matches(text, clientSecret)
      if (text.includes('AccountKey=')) yield* matches(text, accountKey)
      if (text.includes('sig=')) yield* matches(text, accessSignature)
    }),
}

// --- internal ---

/** Client secrets of Entra ID have their version as the fourth to sixth character. */
const clientSecret = /(?<![\w~.-])[\w~.-]{3}[78]Q~[\w~.-]{31,34}(?![\w~.-])/g

const accountKey = /AccountKey=[A-Za-z0-9+/]{80,}={0,2}/g

const accessSignature = /[?&]sig=[A-Za-z0-9%+/]{43,}(?:%3D|=)/gi
