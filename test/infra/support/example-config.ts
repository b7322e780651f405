import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../../..')

/** Project and stack files as Pulumi reads them. */
export function readPulumiFile(name: string) {
  return parse(readFileSync(join(root, name), 'utf8'))
}

/** The configuration of an example stack: its values over the project's defaults. */
export function exampleConfig(stack: 'demo' | 'production'): Record<string, unknown> {
  const declared: Record<string, { default?: unknown }> = readPulumiFile('Pulumi.yaml').config
  const defaults = Object.entries(declared)
    .filter(([, { default: value }]) => value !== undefined)
    .map(([key, { default: value }]) => [key, value])
  const values = Object.entries(readPulumiFile(`Pulumi.${stack}.yaml`).config).map(
    ([key, value]) => [key.replace(/^ikctl-infra:/, ''), value],
  )
  return Object.fromEntries([...defaults, ...values])
}
