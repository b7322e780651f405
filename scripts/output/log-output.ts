import { inert } from '../../src/text/inert.ts'
import type { Output } from '../io.ts'

/**
 * An output whose text a CI system may read as its log: nothing in what is written is a command of it, nor
 * a control sequence of a terminal but colours and the erasing of a line. Only `writeCommands` lets the
 * command through with which a line begins.
 */
export function logOutput(output: Output): Output {
  /** The end of the line that is being written: a command may come in several parts. */
  let line = ''
  const write = (text: string) => {
    const shown = withoutControls(text)
    const safe = inert(line + shown).slice(line.length)
    const whole = line + shown
    line = endOfLine(whole.slice(Math.max(whole.lastIndexOf('\n'), whole.lastIndexOf('\r')) + 1))
    return output.write(safe)
  }
  return {
    write,
    writeCommands(text) {
      const lines = withoutControls(text).split('\n')
      return output.write(
        lines
          .map((each) => {
            const [command] = ownCommand.exec(each) ?? []
            return command === undefined ? inert(each) : command + inert(each.slice(command.length))
          })
          .join('\n'),
      )
    },
    get isTTY() {
      return output.isTTY ?? false
    },
    get columns() {
      return output.columns ?? 0
    },
  }
}

// --- internal ---

/** The commands that formats print. */
const ownCommand = /^(?:::(?:error|warning|notice)(?= )|##vso\[task\.logissue )/

/** Colours (SGR), and erasing to the end of the line, which are ikctl's own. */
const control = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu

function withoutControls(text: string): string {
  return text.replace(control, (found, index: number) =>
    found === escapeCharacter && own.test(text.slice(index + 1, index + 16)) ? found : '\ufffd',
  )
}

const escapeCharacter = '\u001b'
const own = /^\[[\d;]*[mK]/

/** As much of a line as a command could begin with. */
function endOfLine(line: string): string {
  return /^\s{0,200}:?$/.test(line) ? line : `x${line.slice(-maxCommand)}`
}

const maxCommand = 'section_start'.length
