/** Text for a cell of a Markdown table: nothing in it is markup, nothing mentions anybody. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/([\\`*_{}[\]()#+!|~])/g, '\\$1')
    .replace(/@/g, '&#64;')
    .replace(/\r?\n/g, ' ')
}
