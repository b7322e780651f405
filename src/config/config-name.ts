import { patternWords } from './schema-messages.ts'

/** What names of environments and ids of tenants have to be, in words. */
export const configNameWords = patternWords['^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'] ?? ''

/** Whether a text can be the name of an environment or the id of a tenant. */
export function isConfigName(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text)
}
