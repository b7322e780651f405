import { type Azure, guidOf } from '../azure.ts'
import { AzureError } from '../azure-error.ts'
import { normalizeLocation } from '../diff-inputs.ts'
import { requireResource } from '../require-resource.ts'
import { badRequest, findResource, type ResourceType } from '../resource-type.ts'
import { isSame, listAt, type Properties, textAt } from '../values.ts'

const inGroup = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers'
const name = {
  pattern: /^[a-z0-9]([\w.-]{0,78}\w)?$/i,
  rule: '1 to 80 letters, digits, underscores, dots and hyphens, beginning with a letter or digit',
}

/** Virtual networks, as far as private endpoints and DNS zones ask for them. */
export const virtualNetwork: ResourceType = {
  azureType: 'Microsoft.Network/virtualNetworks',
  path: `${inGroup}/Microsoft.Network/virtualNetworks/{virtualNetworkName}`,
  autoName: 'random',
  name,
  location: 'region',
  add: ({ azure, id, serial, inputs }) => ({
    added: {
      provisioningState: 'Succeeded',
      etag: `W/"${guidOf('etag', id, serial)}"`,
      resourceGuid: guidOf('network', azure.subscriptionId, id),
      subnets: listAt(inputs, 'subnets').map((subnet) => ({
        ...(subnet as Properties),
        id: `${id}/subnets/${textAt(subnet, 'name')}`,
        provisioningState: 'Succeeded',
      })),
    },
  }),
}

/** Private endpoints: a vault is reached by the group id "vault". */
export const privateEndpoint: ResourceType = {
  azureType: 'Microsoft.Network/privateEndpoints',
  path: `${inGroup}/Microsoft.Network/privateEndpoints/{privateEndpointName}`,
  autoName: 'random',
  name,
  replaceOn: ['subnet'],
  location: 'region',
  linkedActions: ({ inputs }) => [
    {
      action: 'Microsoft.Network/virtualNetworks/subnets/join/action',
      id: textAt(inputs, 'subnet.id'),
    },
    // Only manual connections wait for somebody else's approval.
    ...listAt(inputs, 'privateLinkServiceConnections').map((connection) => ({
      action: 'Microsoft.KeyVault/vaults/PrivateEndpointConnectionsApproval/action',
      id: textAt(connection, 'privateLinkServiceId'),
    })),
  ],
  check({ azure, inputs }) {
    const subnet = textAt(inputs, 'subnet.id')
    if (!subnetId.test(subnet)) {
      throw badRequest(`'${subnet}' is not the resource id of a subnet.`, 'InvalidRequestFormat')
    }
    checkNetwork(azure, subnet, normalizeLocation(textAt(inputs, 'location')))
    const connections = [
      ...listAt(inputs, 'privateLinkServiceConnections'),
      ...listAt(inputs, 'manualPrivateLinkServiceConnections'),
    ]
    if (connections.length !== 1) {
      throw badRequest(
        'A private endpoint has exactly one private link service connection.',
        'PrivateEndpointMustHaveOneConnection',
      )
    }
    const [connection] = connections
    const target = textAt(connection, 'privateLinkServiceId')
    const isVault = /\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+$/i.test(target)
    requireResource(azure, target)
    if (isVault && !isSame(listAt(connection, 'groupIds'), ['vault'])) {
      throw badRequest(
        `The group ids of '${target}' have to be ["vault"], not ${JSON.stringify(listAt(connection, 'groupIds'))}.`,
        'PrivateLinkServiceGroupIdInvalid',
      )
    }
  },
  add: ({ azure, id, inputs, name: endpoint, serial, before }) => ({
    added: {
      provisioningState: 'Succeeded',
      etag: `W/"${guidOf('etag', id, serial)}"`,
      customDnsConfigs: [],
      networkInterfaces: before?.added.networkInterfaces ?? [
        {
          id: `/subscriptions/${azure.subscriptionId}/resourceGroups/${textAt(inputs, 'resourceGroupName')}/providers/Microsoft.Network/networkInterfaces/${textAt(inputs, 'customNetworkInterfaceName') || `${endpoint}.nic.${guidOf('nic', id, serial)}`}`,
        },
      ],
      privateLinkServiceConnections: listAt(inputs, 'privateLinkServiceConnections').map((one) => ({
        ...(one as Properties),
        privateLinkServiceConnectionState: {
          status: 'Approved',
          description: '',
          actionsRequired: 'None',
        },
        provisioningState: 'Succeeded',
      })),
    },
  }),
}

export const privateDnsZoneGroup: ResourceType = {
  azureType: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  path: `${privateEndpoint.path}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
  autoName: 'copy',
  name,
  linkedActions: ({ inputs }) =>
    listAt(inputs, 'privateDnsZoneConfigs').map((config) => ({
      action: 'Microsoft.Network/privateDnsZones/join/action',
      id: textAt(config, 'privateDnsZoneId'),
    })),
  check({ azure, id, inputs }) {
    const siblings = Object.values(azure.resources).filter(
      (other) =>
        other.id.toLowerCase() !== id.toLowerCase() &&
        other.id.toLowerCase().startsWith(`${id.split('/').slice(0, -1).join('/').toLowerCase()}/`),
    )
    if (siblings.length > 0) {
      throw badRequest(
        'A private endpoint can have one private DNS zone group only.',
        'MoreThanOnePrivateDnsZoneGroupPerPrivateEndpointNotAllowed',
      )
    }
    for (const config of listAt(inputs, 'privateDnsZoneConfigs')) {
      const zone = textAt(config, 'privateDnsZoneId')
      if (!/\/providers\/Microsoft\.Network\/privateDnsZones\/[^/]+$/i.test(zone)) {
        throw badRequest(`'${zone}' is not the resource id of a private DNS zone.`)
      }
      requireResource(azure, zone)
    }
  },
  add: ({ id, serial }) => ({
    added: { provisioningState: 'Succeeded', etag: `W/"${guidOf('etag', id, serial)}"` },
  }),
}

export const privateZone: ResourceType = {
  azureType: 'Microsoft.Network/privateDnsZones',
  path: `${inGroup}/Microsoft.Network/privateDnsZones/{privateZoneName}`,
  autoName: 'copy',
  name: {
    pattern: /^(?=.{3,253}$)[a-z0-9_]([\w-]*\w)?(\.[a-z0-9_]([\w-]*\w)?)+$/i,
    rule: '2 to 34 labels of letters, digits, underscores and hyphens, separated by dots',
  },
  location: 'global',
  checkDelete({ id }, { resources }) {
    const linked = Object.keys(resources).some((other) =>
      other.startsWith(`${id.toLowerCase()}/virtualnetworklinks/`),
    )
    if (linked) {
      throw new AzureError(
        409,
        'CannotDeleteResource',
        `Cannot delete resource '${id}' while nested resources exist. Delete its virtual network links first.`,
      )
    }
  },
  add: ({ id, serial }) => ({
    added: {
      provisioningState: 'Succeeded',
      etag: guidOf('etag', id, serial),
      maxNumberOfRecordSets: 25_000,
      maxNumberOfVirtualNetworkLinks: 1000,
      maxNumberOfVirtualNetworkLinksWithRegistration: 100,
      numberOfRecordSets: 1,
    },
  }),
}

export const virtualNetworkLink: ResourceType = {
  azureType: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  path: `${privateZone.path}/virtualNetworkLinks/{virtualNetworkLinkName}`,
  autoName: 'copy',
  name,
  location: 'global',
  linkedActions: ({ inputs }) => [
    {
      action: 'Microsoft.Network/virtualNetworks/join/action',
      id: textAt(inputs, 'virtualNetwork.id'),
    },
  ],
  check({ azure, id, inputs }) {
    const network = textAt(inputs, 'virtualNetwork.id')
    if (!/\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+$/i.test(network)) {
      throw badRequest(`'${network}' is not the resource id of a virtual network.`)
    }
    const parent = id.split('/').slice(0, -1).join('/').toLowerCase()
    const same = Object.values(azure.resources).find(
      (other) =>
        other.id.toLowerCase() !== id.toLowerCase() &&
        other.id.toLowerCase().startsWith(`${parent}/`) &&
        textAt(other.inputs, 'virtualNetwork.id').toLowerCase() === network.toLowerCase(),
    )
    if (same !== undefined) {
      throw new AzureError(
        409,
        'Conflict',
        `The virtual network '${network}' is already linked to this zone, as '${same.id.split('/').at(-1)}'.`,
      )
    }
    checkOtherZones(azure, id, network)
  },
  add: ({ id, serial, inputs }) => ({
    added: {
      provisioningState: 'Succeeded',
      virtualNetworkLinkState: 'Completed',
      registrationEnabled: inputs.registrationEnabled ?? false,
      etag: guidOf('etag', id, serial),
    },
  }),
}

// --- internal ---

/**
 * An endpoint is in the region and the subscription of its network.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-overview
 */
function checkNetwork(azure: Azure, subnet: string, location: string): void {
  const networkId = subnet.replace(/\/subnets\/[^/]+$/i, '')
  const network = findResource(azure, networkId)
  if (network === undefined) return
  const where = normalizeLocation(textAt(network.inputs, 'location'))
  const isThere = listAt(network.added, 'subnets').some(
    (one) => textAt(one, 'id').toLowerCase() === subnet.toLowerCase(),
  )
  if (where === location && isThere) return
  throw badRequest(
    `Resource ${subnet} referenced by the private endpoint was not found${isThere ? ` in the region '${location}': its network is in '${where}'` : ''}.`,
    'InvalidResourceReference',
  )
}

/**
 * A network cannot see two zones of the same name, nor one below the other.
 *
 * @see https://github.com/MicrosoftDocs/azure-docs/issues/122956
 */
function checkOtherZones(azure: Azure, id: string, network: string): void {
  const zoneOf = (linkId: string) => linkId.split('/').at(-3)?.toLowerCase() ?? ''
  const zone = zoneOf(id)
  const other = Object.values(azure.resources).find(
    (link) =>
      link.type === 'azure-native:privatedns:VirtualNetworkLink' &&
      link.id.toLowerCase() !== id.toLowerCase() &&
      textAt(link.inputs, 'virtualNetwork.id').toLowerCase() === network.toLowerCase() &&
      (`.${zoneOf(link.id)}`.endsWith(`.${zone}`) || `.${zone}`.endsWith(`.${zoneOf(link.id)}`)),
  )
  if (other === undefined) return
  throw badRequest(
    `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zoneOf(other.id)}' and '${zone}' zones.`,
  )
}

const subnetId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i
