/** JSON for people and programs, in which no log of a CI system finds a command (see `inert`). */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(/##(?=(?:vso)?\[)/gi, '#\\u0023')}\n`
}
