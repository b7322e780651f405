import { falseSpaces } from './false-spaces.ts'
import { type ParsedYaml, parseYaml } from './parse-yaml.ts'
import { readSimpleYaml } from './simple-yaml.ts'
import type { SourceFile } from './source-file.ts'

/**
 * The plain value of a YAML file, and what is wrong with its form. Where YAML sees other lines and words
 * than people do, only that is reported: all that YAML would say is misleading.
 */
export function readYaml(source: SourceFile): ParsedYaml {
  const simple = readSimpleYaml(source.text)
  if (simple !== undefined) return simple
  const problems = falseSpaces(source)
  if (problems.length > 0 || /\r(?!\n)/.test(source.text)) return { value: undefined, problems }
  return parseYaml(source)
}
