import { checkSchema, type SchemaName } from './check-schema.ts'
import type { Json } from './json.ts'
import type { Pointer } from './problem.ts'
import { sourceFile } from './source-file.ts'

/** What is wrong with a value that stands in no file. */
export interface ValueProblem {
  pointer: Pointer
  /** With what helps, where something particular does. */
  message: string
}

/**
 * Checks a value by the schema of a file: the same words as for a file that has it.
 *
 * @param value is left without what is wrong.
 */
export function checkValue(schema: SchemaName, value: Json): ValueProblem[] {
  return checkSchema({ source: sourceFile('', ''), value }, schema).map(
    ({ place, message, help }) => ({
      pointer: 'pointer' in place ? place.pointer : [],
      message: help === undefined ? message : `${message}. ${help}`,
    }),
  )
}
