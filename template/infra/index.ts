// The Pulumi program: `pulumi up` on the stack that is named after the environment.
import { provision } from 'ikctl/infra'

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
