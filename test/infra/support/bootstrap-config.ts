import { exampleConfig } from './example-config.ts'

const main = exampleConfig('production')

/** The bootstrap's configuration for the example stack "production". */
export const bootstrapConfig = {
  location: 'westeurope',
  resourceGroup: 'rg-contoso-sign-production',
  stateStorageAccount: 'stcontososignprod',
  secretsVault: 'kv-contoso-state-prod',
  allowedIpRanges: ['203.0.113.16/28', '203.0.113.4/32'],
  deployerSubjects: [
    { github: { repository: 'contoso/docusign-config', environment: 'production' } },
  ],
  previewSubjects: [{ github: { repository: 'contoso/docusign-config', environment: 'preview' } }],
  subnetId: main.subnetId,
  privateDnsZoneId: main.privateDnsZoneId,
  workspaceId: main.workspaceId,
}
