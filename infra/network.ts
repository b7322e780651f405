import { PrivateDnsZoneGroup } from '@pulumi/azure-native/network/privateDnsZoneGroup.js'
import { PrivateEndpoint } from '@pulumi/azure-native/network/privateEndpoint.js'
import { PrivateZone } from '@pulumi/azure-native/privatedns/privateZone.js'
import { VirtualNetworkLink } from '@pulumi/azure-native/privatedns/virtualNetworkLink.js'
import { type Input, output } from '@pulumi/pulumi'
import { keptName } from './children.ts'
import type { Deployment } from './deployment.ts'
import { networkOf } from './parse.ts'
import type { EnvironmentVault } from './vaults.ts'

/**
 * Private endpoints for the vaults in the given subnet, and the DNS zone that finds them.
 *
 * @returns id of the zone; undefined when Azure Policy enters the endpoints into one.
 */
export function connectVaults(
  vaults: readonly EnvironmentVault[],
  subnetId: Input<string>,
  deployment: Deployment,
): Input<string> | undefined {
  const { parameters, place, nameOf, optionsOf } = deployment
  const zoneId = parameters.privateDnsByPolicy
    ? undefined
    : (parameters.privateDnsZoneId ?? createZone(subnetId, deployment))
  for (const { name, vaultName, resource } of vaults) {
    const endpointName = `pep-${vaultName}`
    const endpoint = new PrivateEndpoint(
      nameOf(`${name}-endpoint`),
      {
        ...place,
        // An endpoint is where its network is; the vault may be elsewhere.
        location: parameters.networkLocation ?? place.location,
        privateEndpointName: endpointName,
        customNetworkInterfaceName: `nic-${endpointName}`,
        subnet: { id: subnetId },
        privateLinkServiceConnections: [
          { name: vaultName, privateLinkServiceId: resource.id, groupIds: ['vault'] },
        ],
      },
      optionsOf(`${name}-endpoint`),
    )
    if (zoneId === undefined) continue
    new PrivateDnsZoneGroup(
      nameOf(`${name}-endpoint-dns`),
      {
        resourceGroupName: place.resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: 'default',
        privateDnsZoneConfigs: [{ name: 'vault', privateDnsZoneId: zoneId }],
      },
      optionsOf(`${name}-endpoint-dns`),
    )
  }
  return zoneId
}

// --- internal ---

function createZone(
  subnetId: Input<string>,
  { baseName, place: { resourceGroupName, tags }, nameOf, optionsOf }: Deployment,
): Input<string> {
  // Private DNS zones belong to no region.
  const place = { resourceGroupName, tags, location: 'global' }
  const zone = new PrivateZone(
    nameOf('dns-zone'),
    { ...place, privateZoneName: 'privatelink.vaultcore.azure.net' },
    optionsOf('dns-zone'),
  )
  new VirtualNetworkLink(
    nameOf('dns-zone-link'),
    {
      ...place,
      privateZoneName: zone.name,
      virtualNetworkLinkName: baseName,
      virtualNetwork: { id: output(subnetId).apply(networkOf) },
      registrationEnabled: false,
    },
    optionsOf('dns-zone-link', keptName('virtualNetworkLinkName')),
  )
  return zone.id
}
