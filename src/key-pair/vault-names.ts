/** The name of a key pair's vault key or secret, where nothing else is declared. */
export function defaultKeyName(id: string): string {
  return `docusign-${id}`
}

/** Name of the key in the settings vault that signs evidence. */
export const evidenceKeyName = 'evidence'
