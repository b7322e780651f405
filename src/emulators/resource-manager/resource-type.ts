import type { Azure, AzureResource } from './azure.ts'
import { AzureError } from './azure-error.ts'
import type { Properties } from './values.ts'

/** What Azure adds to what the SDK's typings say of a resource type. */
export interface ResourceType {
  /** `Microsoft.KeyVault/vaults`: what roles and messages call it. */
  azureType: string
  /** The resource id; the names in braces are inputs, and their change makes a new resource. */
  path: string
  /** How the last part of the id is made up when the program does not name it. */
  autoName: 'random' | 'copy' | 'uuid'
  /** Which names Azure takes, and how to say so. */
  name?: { pattern: RegExp; rule: string }
  /** Further inputs whose change makes a new resource. */
  replaceOn?: readonly string[]
  /** Where it can be: in a region, only in the place "global", or in both. */
  location?: 'region' | 'global' | 'either'
  /** Most tags; 50 by default. */
  maxTags?: number
  /** What the caller also needs to be allowed to do, with other resources. */
  linkedActions?(write: Write): LinkedAction[]
  /** Refuses what the service refuses. */
  check?(write: Write): void
  /** What Azure adds to the inputs, in the form of outputs; also what it never shows. */
  add?(write: Write): { added?: Properties; hidden?: Properties }
  /** What an update changes; by default the inputs replace the earlier ones. */
  update?(before: AzureResource, write: Write): AzureResource
  /** Inputs in the form of outputs, where the two differ. */
  toOutputs?(inputs: Properties): Properties
  /** The opposite. */
  toInputs?(outputs: Properties): Properties
  /** Refuses what the service does not delete. */
  checkDelete?(resource: AzureResource, azure: Azure): void
}

/** A resource that is about to be made or changed. */
export interface Write {
  azure: Azure
  id: string
  /** `azure-native:keyvault:Vault` */
  type: string
  name: string
  inputs: Properties
  before: AzureResource | undefined
  /** ISO 8601. */
  now: string
  /** Different for each write. */
  serial: number
  /** What a Key Vault emulator made of it. */
  vaultObject?: VaultObject | undefined
  /** Where the vault's emulator is, when there is one. */
  vaultUrl?: string | undefined
  callerId: string
}

/** An action on a resource that another one is connected to. */
export interface LinkedAction {
  action: string
  /** Of the other resource; nothing is asked where it is empty. */
  id: string
  /** Only a role without any condition counts. */
  unrestricted?: boolean
}

/** The id of a key or a secret version that a Key Vault emulator made. */
export interface VaultObject {
  id: string
}

/** 400 with the code that most of Azure's services use. */
export function badRequest(message: string, code = 'BadRequest'): AzureError {
  return new AzureError(400, code, message)
}

/** The resource with an id, whatever its case. */
export function findResource(azure: Azure, id: string): AzureResource | undefined {
  return azure.resources[id.toLowerCase()]
}
