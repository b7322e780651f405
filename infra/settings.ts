import type { Secret } from '@pulumi/azure-native/keyvault/secret.js'
import type { Resource } from '@pulumi/pulumi'
import { type PublishedSettings, settingsSecretName } from '../src/config/published-settings.ts'
import type { Deployment } from './deployment.ts'
import { keyVaultResources } from './key-vault-api.ts'
import type { EnvironmentVault } from './vaults.ts'

/**
 * Publishes the settings that applications read, as one secret: a vault is where applications
 * already have a way to, and its versions are the history. Nothing in it is confidential, so its
 * value may be in Pulumi's state.
 */
export function publishSettings(
  settings: PublishedSettings,
  vault: EnvironmentVault,
  dependsOn: Resource[],
  { parameters, place, nameOf, optionsOf }: Deployment,
): Secret {
  return keyVaultResources(parameters.keyVaultApi).createSecret(
    nameOf('settings'),
    {
      resourceGroupName: place.resourceGroupName,
      vaultName: vault.resource.name,
      secretName: settingsSecretName,
      tags: place.tags,
      properties: {
        value: JSON.stringify(settings),
        contentType: 'application/json',
        attributes: { enabled: true },
      },
    },
    // Pulumi would delete it in the vault, where the deployer has no role; the vault keeps it anyway.
    optionsOf('settings', { dependsOn, protect: true, retainOnDelete: true }),
  )
}
