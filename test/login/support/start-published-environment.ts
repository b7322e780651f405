import { readFileSync } from 'node:fs'
import { ClientSecretCredential } from '@azure/identity'
import { KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import { diskTree } from '../../../src/config/config-tree.ts'
import type { KeyPair } from '../../../src/config/environment.ts'
import {
  type PublishedSettings,
  publishedSettings,
  settingsSecretName,
} from '../../../src/config/published-settings.ts'
import { azureClientOptions } from '../../../src/emulators/azure-client-options.ts'
import { startEmulators } from '../../../src/emulators/start-emulators.ts'
import { parseRsaPublicKey } from '../../../src/keys/rsa-public-key.ts'
import { validateEnvironment } from '../../../src/rules/validate.ts'
import { publicKeyOf } from '../../support/public-key-of.ts'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'

/** The environment `local` as applications meet it: emulators, key pairs, published settings. */
export async function startPublishedEnvironment() {
  const { environment } = validateEnvironment(diskTree('.'), 'local', new Date())
  if (environment === undefined) throw new Error('config/local has errors')
  const emulators = await startEmulators(environment)
  const { access, docusign } = emulators
  const { tenantId, clientId, clientSecret, url } = access.authority
  const ca = readFileSync(access.certificateAuthority, 'utf8')
  const azure = azureClientOptions({ certificate: ca, authorityHost: url })
  const credential = new ClientSecretCredential(
    tenantId,
    clientId,
    clientSecret,
    azure.credential(),
  )
  const keys = new KeyClient(access.keyVault.url, credential, azure.vault())
  const secrets = new SecretClient(access.keyVault.settingsUrl, credential, azure.vault())
  const { integrationKey } = environment.integration
  const oauthHost = new URL(docusign.url).host

  return {
    environment,
    emulators,
    ca,
    credential,
    clientOptions: azure.vault(),
    keys,
    oauthHost,
    integrationKey,
    /** What applications name. */
    settings: `${access.keyVault.settingsUrl}/secrets/${settingsSecretName}`,
    /** A user that may log in. */
    userId: environment.tenants.find(({ status }) => status === 'live')?.users.default ?? '',
    /** Makes a key pair in the signing vault and uploads its public half. */
    async createKeyPair(
      id: string,
    ): Promise<{ keyPair: PublishedSettings['keyPair']; docusignId: string }> {
      const key = await keys.createRsaKey(`docusign-${id}`, { keySize: 2048, keyOps: ['sign'] })
      const { thumbprint, pem } = parseRsaPublicKey(
        publicKeyOf(key).export({ format: 'pem', type: 'spki' }) as string,
      )
      return {
        keyPair: { id, key: key.id ?? '', thumbprint },
        docusignId: docusign.state.uploadKeyPair(integrationKey, pem),
      }
    },
    /** Keeps a key pair's PEM as a secret of the signing vault and uploads its public half. */
    async importKeyPair(id: string): Promise<PublishedSettings['keyPair']> {
      const { privateKey, publicKey } = await rsaKeyPair(id)
      const pem = privateKey.export({ format: 'pem', type: 'pkcs1' }) as string
      const vault = new SecretClient(access.keyVault.url, credential, azure.vault())
      const { properties } = await vault.setSecret(`docusign-${id}`, pem)
      const spki = publicKey.export({ format: 'pem', type: 'spki' }) as string
      docusign.state.uploadKeyPair(integrationKey, spki)
      const { thumbprint } = parseRsaPublicKey(spki)
      return { id, key: properties.id ?? '', thumbprint }
    },
    /** What `pulumi up` does. */
    async publish({ id, ...keyPair }: PublishedSettings['keyPair']): Promise<void> {
      const active: KeyPair = {
        ...{ state: 'active', origin: 'vault', custody: 'key', since: {} },
        key: keyPair.key,
        thumbprint: keyPair.thumbprint,
      }
      const keyPairs = new Map([[id, active]])
      const settings = publishedSettings({ ...environment, keyPairs }, oauthHost)
      await secrets.setSecret(settingsSecretName, JSON.stringify(settings))
    },
    close: () => emulators.close(),
  }
}
