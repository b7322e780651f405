import { settingsSecretName } from '../src/config/published-settings.ts'
import { vaultSecrets } from '../src/config/vault-secrets.ts'
import { defaultKeyName, evidenceKeyName } from '../src/key-pair/vault-names.ts'
import type { DeployableEnvironment } from './deployment.ts'

/** An alert when a query on the vaults' audit log counts more rows than the threshold in half an hour. */
export interface AuditAlert {
  name: string
  /** 0 critical to 4 verbose. */
  severity: number
  description: string
  /** Kusto query on AZKVAuditLogs. */
  query: string
  threshold: number
}

/**
 * What must not go unseen in the vaults' audit log.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/reference/tables/azkvauditlogs
 */
export function auditAlerts(
  environment: DeployableEnvironment,
  vaults: readonly { id: string }[],
): AuditAlert[] {
  const log = `AZKVAuditLogs\n| where _ResourceId in~ (${quoted(vaults.map(({ id }) => id))})`
  const operations = (...names: string[]) => `${log}\n| where OperationName in (${quoted(names)})`
  const { versions, names } = declaredObjects(environment)
  return [
    {
      name: 'deletion',
      severity: 1,
      description: 'A vault, key or secret was deleted or purged. Recover it while it is retained.',
      query: operations(
        ...['VaultDelete', 'VaultPurge'],
        ...['KeyDelete', 'KeyPurge', 'SecretDelete', 'SecretPurge'],
      ),
      threshold: 0,
    },
    {
      name: 'vault-changed',
      severity: 2,
      description:
        'The settings of a vault were changed, its firewall perhaps. Expected after a deployment that changes a vault, else compare: `pulumi preview --refresh`.',
      query: operations('VaultPut', 'VaultPatch', 'VaultRecover'),
      threshold: 0,
    },
    {
      name: 'backup',
      severity: 1,
      description: 'A key or secret was backed up or restored: a copy may be in another vault.',
      query: operations('KeyBackup', 'KeyRestore', 'SecretBackup', 'SecretRestore'),
      threshold: 0,
    },
    {
      name: 'undeclared-version',
      severity: 1,
      description: 'A version of a key or secret was made that key-pairs.yaml does not declare.',
      query: [
        operations(
          ...['KeyCreate', 'KeyImport', 'KeyRotate', 'KeyRotateIfDue', 'KeyRestore'],
          ...['SecretSet', 'SecretRestore'],
        ),
        '| where HttpStatusCode < 300',
        `| where Id !in~ (${quoted(versions)})`,
        ...names.map((name) => `| where Id !startswith "${name}/"`),
      ].join('\n'),
      threshold: 0,
    },
    {
      name: 'refused',
      severity: 2,
      description: 'Many requests were refused: a role is missing, or somebody tries doors.',
      // Every client's first request is refused by design, to tell it where to get a token.
      query: `${log}\n| where HttpStatusCode in (401, 403)\n| where not(OperationName == "Authentication" and HttpStatusCode == 401)`,
      threshold: 20,
    },
    {
      name: 'expiry',
      severity: 2,
      description: 'A key or secret is about to expire, or has: an expired key does not sign.',
      query: operations(
        ...['KeyNearExpiryEventGridNotification', 'KeyExpiredEventGridNotification'],
        ...['SecretNearExpiryEventGridNotification', 'SecretExpiredEventGridNotification'],
      ),
      threshold: 0,
    },
  ]
}

// --- internal ---

/** Exact versions where the configuration knows them, else names of which any version is fine. */
function declaredObjects({ integration, keyPairs }: DeployableEnvironment) {
  const { signing, settings } = integration.vaults
  const versions = vaultSecrets(integration)
  const names = [`${settings}/secrets/${settingsSecretName}`, `${settings}/keys/${evidenceKeyName}`]
  for (const [id, { key }] of keyPairs) {
    if (key === undefined) names.push(`${signing}/keys/${defaultKeyName(id)}`)
    else versions.push(key)
  }
  // In an order of their own, so that moving an entry in the file changes no alert.
  return { versions: versions.sort(), names: names.sort() }
}

function quoted(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ')
}
