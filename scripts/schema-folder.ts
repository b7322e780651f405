import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where editors find the schemas: in this repository, else in the installed package. */
export function schemaFolder(directory: string): string {
  return existsSync(join(directory, 'schemas', 'tenant.schema.json'))
    ? 'schemas'
    : 'node_modules/ikctl/schemas'
}
