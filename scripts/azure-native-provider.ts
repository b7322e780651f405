// The stand-in for Azure Resource Manager as the Pulumi engine runs it: a plugin of the name azure-native.
import { serveResourceProvider } from '../src/emulators/resource-manager/serve-resource-provider.ts'

const { env } = process
const port = await serveResourceProvider({
  file: env.IKCTL_AZURE_STATE,
  clientId: env.ARM_CLIENT_ID || undefined,
  subscriptionId: env.ARM_SUBSCRIPTION_ID || undefined,
  location: env.ARM_LOCATION_NAME || undefined,
  vaults: env.IKCTL_AZURE_VAULTS ? JSON.parse(env.IKCTL_AZURE_VAULTS) : {},
  exit: (code) => process.exit(code),
})
process.stdout.write(`${port}\n`)
