import { ResourceHook, type ResourceHookArgs, runtime } from '@pulumi/pulumi'

/**
 * Refuses a change of a vault that was made elsewhere and imported, where Azure would refuse it only after
 * other things were made, or where people would be shut out at once. It is asked in the preview.
 *
 * @param logicalName of the vault, unique in the program.
 * @returns a hook, or nothing where there is no engine.
 */
export function onlyWithoutLoss(logicalName: string, vaultName: string): ResourceHook[] {
  // Pulumi's mocks take no hooks.
  if (!('registerResourceHook' in (runtime.getMonitor() ?? {}))) return []
  const refuse = ({ oldOutputs, newInputs }: ResourceHookArgs) => {
    const problems = lossesOf(oldOutputs?.properties ?? {}, newInputs?.properties ?? {}, vaultName)
    if (problems.length > 0) throw new Error(problems.join('\n'))
  }
  return [new ResourceHook(`ikctl-changes-of-${logicalName}`, refuse, { onDryRun: true })]
}

/**
 * What cannot be changed about a vault as it is, and what to do.
 *
 * @param is its properties in Azure.
 * @param wanted its properties as the program has them.
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export function lossesOf(
  is: VaultProperties,
  wanted: VaultProperties,
  vaultName: string,
): string[] {
  const problems: string[] = []
  const { softDeleteRetentionInDays: days } = is
  if (days !== undefined && days !== wanted.softDeleteRetentionInDays) {
    problems.push(
      `the vault ${vaultName} keeps what is deleted for ${days} days, which cannot be changed: set softDeleteRetentionInDays to ${days}`,
    )
  }
  if (is.enableRbacAuthorization !== true && wanted.enableRbacAuthorization === true) {
    problems.push(
      `the vault ${vaultName} uses access policies: with roles, everybody without one is shut out at once. Assign the roles that are needed, let an Owner run \`az keyvault update --name ${vaultName} --enable-rbac-authorization true\`, then run this again with --refresh`,
    )
  }
  return problems
}

// --- internal ---

interface VaultProperties {
  softDeleteRetentionInDays?: number
  enableRbacAuthorization?: boolean
}
