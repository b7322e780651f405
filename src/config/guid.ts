/** GUIDs are compared without regard to case; this is the form in which they are compared and shown. */
export function canonicalGuid(guid: string): string {
  return guid.toLowerCase()
}
