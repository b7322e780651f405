import { type Html, html } from '../../../text/html.ts'
import { timeWords } from '../words.ts'

/** A time for people and programs. */
export function timeElement(iso: string): Html {
  return html`<time datetime="${iso}">${timeWords(iso)}</time>`
}
