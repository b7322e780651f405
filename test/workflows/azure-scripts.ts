/** All scripts of an expanded pipeline. */
export function azureScripts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    /^(bash|inlineScript)$/.test(key) && typeof item === 'string' ? [item] : azureScripts(item),
  )
}
