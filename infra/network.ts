import { PrivateDnsZoneGroup } from '@pulumi/azure-native/network/privateDnsZoneGroup.js'
import { PrivateEndpoint } from '@pulumi/azure-native/network/privateEndpoint.js'
import { PrivateZone } from '@pulumi/azure-native/privatedns/privateZone.js'
import { VirtualNetworkLink } from '@pulumi/azure-native/privatedns/virtualNetworkLink.js'
import type { Input } from '@pulumi/pulumi'
import type { Deployment } from './deployment.ts'
import type { EnvironmentVault } from './vaults.ts'

/** Private endpoints for the vaults in the given subnet, and the DNS zone that finds them. */
export function connectVaults(
  vaults: readonly EnvironmentVault[],
  subnetId: string,
  deployment: Deployment,
): void {
  const { parameters, place, options } = deployment
  const zoneId = parameters.privateDnsZoneId ?? createZone(subnetId, deployment)
  for (const { name, vaultName, resource } of vaults) {
    const endpointName = `pep-${vaultName}`
    const endpoint = new PrivateEndpoint(
      `${name}-endpoint`,
      {
        ...place,
        privateEndpointName: endpointName,
        customNetworkInterfaceName: `nic-${endpointName}`,
        subnet: { id: subnetId },
        privateLinkServiceConnections: [
          { name: vaultName, privateLinkServiceId: resource.id, groupIds: ['vault'] },
        ],
      },
      options,
    )
    new PrivateDnsZoneGroup(
      `${name}-endpoint-dns`,
      {
        resourceGroupName: place.resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: 'default',
        privateDnsZoneConfigs: [{ name: 'vault', privateDnsZoneId: zoneId }],
      },
      options,
    )
  }
}

// --- internal ---

function createZone(
  subnetId: string,
  { baseName, place: { resourceGroupName, tags }, options }: Deployment,
): Input<string> {
  // Private DNS zones belong to no region.
  const place = { resourceGroupName, tags, location: 'global' }
  const zone = new PrivateZone(
    'dns-zone',
    { ...place, privateZoneName: 'privatelink.vaultcore.azure.net' },
    options,
  )
  new VirtualNetworkLink(
    'dns-zone-link',
    {
      ...place,
      privateZoneName: zone.name,
      virtualNetworkLinkName: baseName,
      virtualNetwork: { id: subnetId.replace(/\/subnets\/[^/]+$/i, '') },
      registrationEnabled: false,
    },
    options,
  )
  return zone.id
}
