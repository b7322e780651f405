import { guidOf } from '../azure.ts'
import { AzureError } from '../azure-error.ts'
import { badRequest, findResource, type ResourceType } from '../resource-type.ts'
import { isSame, listAt, textAt } from '../values.ts'

/** Managed identities; one that is made again is another principal. */
export const userAssignedIdentity: ResourceType = {
  azureType: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}',
  autoName: 'random',
  name: {
    pattern: /^[a-z0-9][\w-]{2,127}$/i,
    rule: '3 to 128 letters, digits, hyphens and underscores, beginning with a letter or digit',
  },
  location: 'region',
  add: ({ azure, id, before, serial }) => ({
    added: before?.added ?? {
      tenantId: azure.tenantId,
      principalId: guidOf('principal', id, serial),
      clientId: guidOf('client', id, serial),
    },
  }),
}

/**
 * Federated credentials: at most 20 for one identity, one audience, no wildcards, each issuer and subject once.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const federatedIdentityCredential: ResourceType = {
  azureType: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  path: `${userAssignedIdentity.path}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}`,
  autoName: 'copy',
  name: {
    pattern: /^[a-z0-9][\w-]{2,119}$/i,
    rule: '3 to 120 letters, digits, hyphens and underscores, beginning with a letter or digit',
  },
  check({ azure, id, inputs }) {
    const siblings = Object.values(azure.resources).filter(
      (other) =>
        other.type === 'azure-native:managedidentity:FederatedIdentityCredential' &&
        other.id.toLowerCase() !== id.toLowerCase() &&
        parentOf(other.id) === parentOf(id),
    )
    if (siblings.length >= 20) {
      throw badRequest(
        'Too many Federated Identity Credentials: a managed identity can have 20 at most.',
        'TooManyFederatedIdentityCredentials',
      )
    }
    const [issuer, subject] = [textAt(inputs, 'issuer'), textAt(inputs, 'subject')]
    if (issuer.includes('*') || subject.includes('*')) {
      throw badRequest(
        `Issuer and subject are compared exactly: wildcards as in '${subject}' are not supported.`,
        'InvalidFederatedIdentityCredential',
      )
    }
    if (
      !/^https:\/\/[^\s?#]+$/.test(issuer) ||
      subject === '' ||
      `${issuer}${subject}`.length > 1200
    ) {
      throw badRequest(
        `The issuer '${issuer}' has to be an https URL, and the subject a text of 600 characters at most.`,
        'InvalidFederatedIdentityCredential',
      )
    }
    if (listAt(inputs, 'audiences').length !== 1) {
      throw badRequest(
        'A Federated Identity Credential has exactly one audience.',
        'InvalidFederatedIdentityCredential',
      )
    }
    const same = siblings.find(
      (other) => isSame(other.inputs.issuer, issuer) && isSame(other.inputs.subject, subject),
    )
    if (same !== undefined) {
      throw new AzureError(
        409,
        'FederatedIdentityCredentialExists',
        `Issuer and subject combination already exists for this Managed Identity: ${same.id.split('/').at(-1)}.`,
      )
    }
    if (findResource(azure, parentOf(id)) === undefined) {
      throw new AzureError(404, 'ParentResourceNotFound', `There is no identity '${parentOf(id)}'.`)
    }
  },
}

// --- internal ---

function parentOf(id: string): string {
  return id.split('/').slice(0, -2).join('/').toLowerCase()
}
