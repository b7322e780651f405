import type { ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy'
import { federationPolicies } from './federation.ts'
import { keyPolicies } from './keys.ts'
import { materialPolicies } from './material.ts'
import { observabilityPolicies } from './observability.ts'
import { rolePolicies } from './roles.ts'
import { storagePolicies } from './storage.ts'
import { underAnyApi } from './under-any-api.ts'
import { vaultPolicies } from './vaults.ts'

/** All policies, as plain objects. */
export const policies: (ResourceValidationPolicy | StackValidationPolicy)[] = [
  ...vaultPolicies,
  ...keyPolicies,
  ...materialPolicies,
  ...rolePolicies,
  ...federationPolicies,
  ...observabilityPolicies,
  ...storagePolicies,
].map(underAnyApi)
