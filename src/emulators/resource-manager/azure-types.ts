import generated from './generated/azure-types.json' with { type: 'json' }

/** What the Pulumi SDK's typings say of a property. */
export interface PropertySchema {
  type: 'string' | 'number' | 'boolean' | 'array' | 'map' | 'object' | 'any'
  required?: boolean
  /** The legal values. */
  values?: (string | number)[]
  /** Of arrays and maps: what is in them. */
  items?: PropertySchema
  /** Of objects: the names of their types; more than one where a constant member tells them apart. */
  refs?: string[]
}

/** What the typings say of the resource types that the stand-in knows. */
export interface AzureTypes {
  sdkVersion: string
  resources: Record<
    string,
    {
      apiVersion: string
      inputs: Record<string, PropertySchema>
      outputs: Record<string, PropertySchema>
    }
  >
  inputTypes: Record<string, Record<string, PropertySchema>>
  /** Only those that have inputs: where an output type is not here, none of it is known in a preview. */
  outputTypes: Record<string, Record<string, PropertySchema>>
}

/** Made from the typings of `@pulumi/azure-native` by `npm run generate`. */
export const azureTypes = generated as unknown as AzureTypes
