import type { Io, Prompt } from '../io.ts'
import { say } from '../output/say.ts'

export interface Question {
  /** Without a colon at its end. */
  text: string
  /** Taken when the answer is empty. */
  fallback?: string
  /** What is wrong with an answer, if anything. */
  problem(answer: string): string | undefined
}

/** Asks until the answer is good. */
export async function ask(prompt: Prompt, question: Question, io: Io): Promise<string> {
  const { text, fallback, problem } = question
  const shown = fallback === undefined || fallback === '' ? '' : ` [${fallback}]`
  for (;;) {
    const answer = (await prompt.ask(`${text}${shown}: `)).trim() || (fallback ?? '')
    const found = answer === '' && fallback === undefined ? 'an answer is needed' : problem(answer)
    if (found === undefined) return answer
    say(`  ${found}\n`, io.stderr)
  }
}
