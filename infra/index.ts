// The Pulumi program of this repository: `pulumi up` on the stack that is named after the environment.
import { provision } from './provision.ts'

export const {
  commit,
  keys,
  evidenceKey,
  settings,
  settingsSecret,
  vaults,
  identities,
  privateDnsZoneId,
  ciEnvironment,
} = await provision()
