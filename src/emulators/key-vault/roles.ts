/** The data actions of Azure's roles, by the short names that the emulator uses. */
export const azureDataActions = {
  'keys/read': 'Microsoft.KeyVault/vaults/keys/read',
  'keys/create': 'Microsoft.KeyVault/vaults/keys/create/action',
  'keys/import': 'Microsoft.KeyVault/vaults/keys/import/action',
  'keys/update': 'Microsoft.KeyVault/vaults/keys/update/action',
  'keys/delete': 'Microsoft.KeyVault/vaults/keys/delete',
  'keys/recover': 'Microsoft.KeyVault/vaults/keys/recover/action',
  'keys/purge': 'Microsoft.KeyVault/vaults/keys/purge/action',
  'keys/backup': 'Microsoft.KeyVault/vaults/keys/backup/action',
  'keys/restore': 'Microsoft.KeyVault/vaults/keys/restore/action',
  'keys/sign': 'Microsoft.KeyVault/vaults/keys/sign/action',
  'keys/verify': 'Microsoft.KeyVault/vaults/keys/verify/action',
  'keys/encrypt': 'Microsoft.KeyVault/vaults/keys/encrypt/action',
  'keys/decrypt': 'Microsoft.KeyVault/vaults/keys/decrypt/action',
  'keys/wrap': 'Microsoft.KeyVault/vaults/keys/wrap/action',
  'keys/unwrap': 'Microsoft.KeyVault/vaults/keys/unwrap/action',
  'keys/rotate': 'Microsoft.KeyVault/vaults/keys/rotate/action',
  'keyrotationpolicies/read': 'Microsoft.KeyVault/vaults/keyrotationpolicies/read',
  'keyrotationpolicies/write': 'Microsoft.KeyVault/vaults/keyrotationpolicies/write',
  'secrets/get': 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  'secrets/set': 'Microsoft.KeyVault/vaults/secrets/setSecret/action',
  'secrets/readMetadata': 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  'secrets/update': 'Microsoft.KeyVault/vaults/secrets/update/action',
  'secrets/delete': 'Microsoft.KeyVault/vaults/secrets/delete',
  'secrets/recover': 'Microsoft.KeyVault/vaults/secrets/recover/action',
  'secrets/purge': 'Microsoft.KeyVault/vaults/secrets/purge/action',
  'secrets/backup': 'Microsoft.KeyVault/vaults/secrets/backup/action',
  'secrets/restore': 'Microsoft.KeyVault/vaults/secrets/restore/action',
} as const

export type DataAction = keyof typeof azureDataActions

/** What a client may do in one vault. */
export type Role = 'all' | readonly DataAction[]

/** The identities that use a vault at run time. */
export type Identity = 'signer' | 'smoke' | 'rotator' | 'importer'

/**
 * What each identity may do in each of the two vaults: the signing vault holds the key pairs, the
 * settings vault the published settings (secrets) and the evidence key.
 */
export const presetRoles: Record<'signing' | 'settings', Record<Identity, Role>> = {
  signing: {
    signer: ['keys/read', 'keys/sign'],
    smoke: ['keys/read', 'keys/sign'],
    rotator: ['keys/read', 'keys/update', 'secrets/readMetadata', 'secrets/update'],
    importer: ['keys/read', 'keys/import', 'secrets/readMetadata', 'secrets/set'],
  },
  settings: {
    signer: ['secrets/get'],
    smoke: ['secrets/get', 'keys/read', 'keys/sign'],
    rotator: [],
    importer: [],
  },
}
