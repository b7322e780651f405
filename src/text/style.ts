import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Paints text with ANSI codes, or leaves it as it is. */
export function style(colour: boolean): (format: Style, text: string) => string {
  // The caller has decided; Node would look at the environment and its own standard output again.
  return (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text)
}
