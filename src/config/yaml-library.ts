import { createRequire } from 'node:module'

/**
 * The library that reads and edits YAML, loaded when it is first needed: that takes half the time of a
 * short command, and `readSimpleYaml` reads nearly every file.
 */
export function yaml(): Yaml {
  library ??= require('yaml') as Yaml
  return library
}

// --- internal ---

type Yaml = typeof import('yaml')

let library: Yaml | undefined

const require = createRequire(import.meta.url)
