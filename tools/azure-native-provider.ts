// The stand-in for Azure Resource Manager as the Pulumi engine runs it: a plugin of the name azure-native.
import { serveResourceProvider } from '../src/emulators/resource-manager/serve-resource-provider.ts'

const { env } = process
const port = await serveResourceProvider({
  // A JSON file with everything that there is in this Azure.
  file: env.IKCTL_AZURE_STATE,
  // As for the real plugin: who deploys, a managed identity in this Azure.
  clientId: env.ARM_CLIENT_ID || undefined,
  subscriptionId: env.ARM_SUBSCRIPTION_ID || undefined,
  // {"VAULT NAME": "https://localhost:PORT"}: Key Vault emulators; NODE_EXTRA_CA_CERTS names their authority.
  vaults: JSON.parse(env.IKCTL_AZURE_VAULTS || '{}'),
  exit: (code) => process.exit(code),
})
process.stdout.write(`${port}\n`)
