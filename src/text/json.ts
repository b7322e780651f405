/** JSON for people and programs, in which no log of a CI system finds a command (see `inert`). */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(/##(?=(?:vso)?\[)/gi, '#\\u0023')}\n`
}

/** A JSON output with the version of its form, which its schema in `schemas/` describes. */
export function jsonOutput(value: object): string {
  return jsonText({ schemaVersion: 1, ...value })
}
