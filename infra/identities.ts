import { FederatedIdentityCredential } from '@pulumi/azure-native/managedidentity/federatedIdentityCredential.js'
import { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js'
import type { CustomResourceOptions } from '@pulumi/pulumi'
import type { Deployment } from './deployment.ts'
import { type FederatedSubject, tokenAudience } from './federation.ts'

/** A managed identity that tokens from outside Azure may stand for; there is no password to lose. */
export function createIdentity(
  name: string,
  resourceName: string,
  subjects: readonly FederatedSubject[],
  place: Deployment['place'],
  options: CustomResourceOptions,
): UserAssignedIdentity {
  const identity = new UserAssignedIdentity(`${name}-identity`, { ...place, resourceName }, options)
  let previous: FederatedIdentityCredential | undefined
  for (const { name: credentialName, issuer, subject } of subjects) {
    previous = new FederatedIdentityCredential(
      `${name}-${credentialName}`,
      {
        resourceGroupName: place.resourceGroupName,
        resourceName: identity.name,
        federatedIdentityCredentialResourceName: credentialName,
        issuer,
        subject,
        audiences: [tokenAudience],
      },
      // Azure refuses to write two credentials of one identity at the same time.
      previous === undefined ? options : { ...options, dependsOn: [previous] },
    )
  }
  return identity
}
