/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

/** What can stand in a template: texts are escaped, lists are joined, nothing becomes nothing. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/** A template that escapes what is put into it, for element content and quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { html: strings.map((text, i) => text + render(values[i])).join('') }
}

// --- internal ---

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'object') return 'html' in value ? value.html : value.map(render).join('')
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
