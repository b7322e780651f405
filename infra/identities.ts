import { FederatedIdentityCredential } from '@pulumi/azure-native/managedidentity/federatedIdentityCredential.js'
import { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js'
import { type Children, keptName } from './children.ts'
import type { Place } from './deployment.ts'
import { type FederatedSubject, tokenAudience } from './federation.ts'

/** A managed identity that tokens from outside Azure may stand for; there is no password to lose. */
export function createIdentity(
  name: string,
  resourceName: string,
  subjects: readonly FederatedSubject[],
  { place, nameOf, optionsOf }: Children & { place: Place },
): UserAssignedIdentity {
  const identity = new UserAssignedIdentity(
    nameOf(`${name}-identity`),
    { ...place, resourceName },
    optionsOf(`${name}-identity`, identityOptions),
  )
  let previous: FederatedIdentityCredential | undefined
  for (const { name: credentialName, issuer, subject } of subjects) {
    const part = `${name}-${credentialName}`
    previous = new FederatedIdentityCredential(
      nameOf(part),
      {
        resourceGroupName: place.resourceGroupName,
        resourceName: identity.name,
        federatedIdentityCredentialResourceName: credentialName,
        issuer,
        subject,
        audiences: [tokenAudience],
      },
      // Azure refuses to write two credentials of one identity at the same time.
      optionsOf(part, previous === undefined ? {} : { dependsOn: [previous] }),
    )
  }
  return identity
}

// --- internal ---

/**
 * An identity that is replaced gets another client id: applications and pipelines lose their login. So
 * its name stays as it was made, whatever the product is called later, and Pulumi refuses the rest.
 */
const identityOptions = { protect: true, ...keptName('resourceName') }
