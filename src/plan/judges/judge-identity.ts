import type { Pointer } from '../../config/problem.ts'
import type { Judgement } from '../judgement.ts'
import { allowedByName } from './allowed-by-name.ts'
import { type Case, has, only, place } from './case.ts'

/** What the environment is: everything else hangs on it. */
export function judgeIdentity(subject: Case): Judgement[] {
  const { draft } = subject
  const at = (...pointer: Pointer) => place(draft?.integration, pointer)
  const found: Judgement[] = []
  const danger = (code: string, message: string, wayForward: string, ...pointer: Pointer) =>
    found.push({ weight: 'danger', code, message, wayForward, ...at(...pointer) })

  for (const { before, after } of only(subject, 'integration-key')) {
    found.push(
      allowedByName(subject, 'integrationKeyChanged', {
        code: 'plan/integration-key-changed',
        message: `the integration key changes in place from ${before} to ${after}: all consents and key pairs belong to the old one, so every tenant is locked out`,
        wayForward: 'make another environment for the new integration key and move tenants to it',
        ...at('integrationKey'),
      }),
    )
  }
  for (const { before, after } of only(subject, 'platform')) {
    found.push(
      allowedByName(subject, 'platformChanged', {
        code: 'plan/platform-changed',
        message: `the platform changes in place from ${before} to ${after}: users, consents, redirect URIs and key pairs of one platform do not exist on the other`,
        wayForward: 'make another environment for the other platform',
        ...at('platform'),
      }),
    )
  }
  if (has(subject, 'management-account')) {
    danger(
      'plan/management-account-changed',
      'the management account changes: redirect URIs, key pairs and secrets are kept by hand in it',
      'see that its administrators can open the integration key there before the merge',
      'managementAccount',
      'id',
    )
  }
  if (has(subject, 'canary-user')) {
    danger(
      'plan/canary-user-changed',
      'the canary user changes: it protects the tenants by logging in first',
      'let the new one consent, and log in as it, before the merge',
      'managementAccount',
      'canaryUser',
    )
  }
  for (const kind of ['signing-vault', 'settings-vault'] as const) {
    if (!has(subject, kind)) continue
    const role = kind === 'signing-vault' ? 'signing' : 'settings'
    const cost =
      role === 'signing'
        ? 'keys cannot be moved to another vault'
        : 'applications read their settings from the old one until they are deployed again'
    found.push(
      allowedByName(subject, 'vaultChanged', {
        code: 'plan/vault-changed',
        message: `the ${role} vault changes in place: ${cost}, and \`pulumi up\` refuses to replace a vault`,
        wayForward:
          'make another environment with the new vaults, and rotate to it (docs/deploy.md, section 10)',
        ...at('vaults', role),
      }),
    )
  }
  if (has(subject, 'product')) {
    danger(
      'plan/product-changed',
      "the product's name changes: evidence made under the old one does not count any more; resources in Azure keep their names and client ids, their tags and descriptions change",
      'do not rename it while a rotation is in flight, and expect no "replace" in the preview of `pulumi up`',
      'product',
    )
  }
  return found
}
