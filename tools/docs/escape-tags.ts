/** Words such as `<environment>` outside of code, so that Markdown does not take them for HTML. */
export function escapeTags(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('')
}
