import { canonicalGuid } from '../config/guid.ts'

/** All GUIDs in a text, in canonical form. */
export function guidsIn(text: string): string[] {
  return (text.match(guid) ?? []).map(canonicalGuid)
}

// --- internal ---

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi
