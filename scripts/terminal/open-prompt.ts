import { createInterface } from 'node:readline/promises'
import { UsageError } from '../exit-codes.ts'
import type { Prompt } from '../io.ts'

/**
 * Questions on the terminal: asked on standard error, so that standard output stays the command's.
 *
 * @param signal ends them, as Ctrl-C does.
 */
export function openPrompt(signal: AbortSignal): Prompt {
  const { stdin: input, stderr: output } = process
  const terminal = createInterface({ input, output })
  const ended = new Promise<never>((_, reject) => {
    const end = () => {
      output.write('\n')
      reject(new UsageError('stopped: nothing was written'))
    }
    terminal.once('close', end).once('SIGINT', end)
    signal.addEventListener('abort', end)
  })
  ended.catch(() => {})
  return {
    ask: (question) => Promise.race([terminal.question(question), ended]),
    close: () => terminal.close(),
  }
}
