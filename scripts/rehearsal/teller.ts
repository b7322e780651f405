import { style } from '../../src/text/style.ts'
import { wrap } from '../../src/text/wrap.ts'

/** Tells people what happens. */
export interface Teller {
  /** Begins a step, when it may. */
  step(title: string): Promise<void>
  /** What happens and why. */
  say(text: string): void
  /** A command that begins. @returns ends it, with what of its output matters. */
  command(line: string): (output?: readonly string[]) => void
  /** Lines as they are. */
  lines(lines: readonly string[]): void
}

/** What a teller does besides. */
export interface TellerOptions {
  /** Shows that a command still runs, until what it returns is called. */
  progress?: (() => () => void) | undefined
  /** Waits before each step. */
  pause?: ((title: string) => Promise<void>) | undefined
}

/** Writes it in lines of at most 80 characters, where no single word is longer. */
export function createTeller(
  write: (text: string) => void,
  colour: boolean,
  { progress, pause }: TellerOptions = {},
): Teller {
  const paint = style(colour)
  let steps = 0
  const indented = (text: string, indent: string, further = indent) => {
    for (const [index, line] of wrap(text, columns - further.length).entries()) {
      write(`${index === 0 ? indent : further}${line}\n`)
    }
  }
  return {
    async step(title) {
      await pause?.(title)
      steps += 1
      write(`\n${paint('bold', `${String(steps).padStart(2)}. ${title}`)}\n`)
    },
    say: (text) => indented(text, '    '),
    command(line) {
      for (const [index, part] of wrap(line, columns - 8).entries()) {
        write(`${index === 0 ? '    $ ' : '        '}${paint('cyan', part)}\n`)
      }
      const endProgress = progress?.()
      return (output = []) => {
        endProgress?.()
        for (const text of output) {
          const [indent = ''] = /^ */.exec(text) ?? []
          indented(text.trimStart(), `      ${indent}`, `        ${indent}`)
        }
      }
    },
    lines(lines) {
      for (const line of lines) write(`${line}\n`)
    },
  }
}

// --- internal ---

const columns = 80
