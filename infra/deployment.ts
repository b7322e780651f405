import type { ErrorHook, Input } from '@pulumi/pulumi'
import type { Environment, Integration } from '../src/config/environment.ts'
import type { Children } from './children.ts'
import type { Parameters } from './parameters.ts'

/** An environment that has vaults. */
export interface DeployableEnvironment extends Environment {
  integration: Integration & {
    vaults: NonNullable<Integration['vaults']>
  }
}

/** Where most resources go. */
export interface Place {
  resourceGroupName: Input<string>
  location: string
  tags: Record<string, string>
}

/** What every part of the program needs to know. */
export interface Deployment extends Children {
  environment: DeployableEnvironment
  parameters: Parameters
  /** Names of the vaults in Azure. */
  vaultNames: Readonly<Record<'signing' | 'settings', string>>
  /** Host of Docusign's OAuth server. */
  oauthHost: string
  /** Whose subscription it is. */
  client: { tenantId: string; subscriptionId: string }
  /** Resource id of the resource group; known before anything is made. */
  resourceGroupId: string
  /** `PRODUCT-ENVIRONMENT`, the base of all names but the vaults'. */
  baseName: string
  place: Place
  /** Waits until Azure knows new roles and principals everywhere. */
  retry: ErrorHook[]
}
