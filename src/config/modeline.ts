import type { SchemaName } from './check-schema.ts'

/**
 * The line by which editors find the schema of a configuration file.
 *
 * @param path of the file, relative to the start folder.
 * @param schemaFolder relative to the start folder.
 */
export function modeline(path: string, schema: SchemaName, schemaFolder: string): string {
  const up = '../'.repeat(path.split('/').length - 1)
  return `# yaml-language-server: $schema=${up}${schemaFolder}/${schema}.schema.json\n`
}
