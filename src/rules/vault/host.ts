import { isOnLoopback } from '../../config/platform-traits.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'
import { secretFamilies } from '../vault-secret/secret-family.ts'

export const host: EnvironmentRule = {
  id: 'vault/host',
  severity: 'error',
  summary:
    'A vault is an Azure Key Vault, named by its own address: anything else would be asked to sign, with credentials for Azure.',
  help: 'Copy the vault URI from Azure. A managed HSM can be the signing vault when nothing in it is a secret.',
  guard: true,
  *check(environment) {
    const { integration } = environment
    if (integration === undefined || isOnLoopback(integration.value.platform)) return
    for (const role of ['signing', 'settings'] as const) {
      const vault = integration.value.vaults?.[role]
      if (vault === undefined) continue
      const [, kind] = form.exec(vault) ?? []
      if (kind === 'vault') continue
      const place = valueAt(integration, 'vaults', role)
      if (kind === undefined) {
        yield {
          place,
          message: `the ${role} vault "${vault}" is not the address of an Azure Key Vault: https://<name> in lower case, followed by ${domains.join(', ')}`,
        }
      } else if (role === 'settings' || hasSecrets(environment)) {
        yield {
          place,
          message: `the ${role} vault "${vault}" is a managed HSM, which keeps keys only, but this one has to keep secrets`,
        }
      }
    }
  },
}

// --- internal ---

const domains = ['.vault.azure.net', '.vault.azure.cn', '.vault.usgovcloudapi.net']

/** A name has 3 to 24 characters, no two hyphens in a row; in lower case, since addresses are compared. */
const form =
  /^https:\/\/[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]\.(vault|managedhsm)\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)$/

function hasSecrets(environment: EnvironmentDraft): boolean {
  return (
    secretFamilies.some(({ declared }) => declared(environment).length > 0) ||
    declaredKeyPairs(environment).some(({ keyPair }) => keyPair.custody === 'secret')
  )
}
