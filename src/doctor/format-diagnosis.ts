import { printable } from '../text/printable.ts'
import { style } from '../text/style.ts'
import { wrap } from '../text/wrap.ts'
import { type Diagnosis, type StepVerdict, stepTitles } from './diagnosis.ts'

/** A diagnosis for people: one line for each step, and what to do about the first that failed. */
export function formatDiagnosis(
  { environment, tenant, role, user, account, cause, steps }: Diagnosis,
  { colour, columns }: { colour: boolean; columns: number },
): string {
  const paint = style(colour)
  const indent = ' '.repeat(16)
  const width = Math.max(40, columns) - indent.length
  const text = (sentence: string) => wrap(printable(sentence), width).map((line) => indent + line)
  const who = tenant === undefined ? 'the canary user' : `${tenant} as "${role}"`
  const lines = [
    `${environment}: ${who}`,
    `user ${user}`,
    `account ${account}`,
    '',
    ...steps.flatMap(({ id, verdict, message, action, accounts = [] }) => [
      `${paint(colours[verdict], verdict.padEnd(15))} ${paint('bold', stepTitles[id])}`,
      ...text(message),
      ...accounts.flatMap(({ id: accountId, name = '(no name)', isDefault, region, baseUri }) =>
        text(`- ${name}, ${accountId}, ${region}${isDefault ? ', default' : ''}, ${baseUri}`),
      ),
      ...(action === undefined ? [] : text(`to do: ${action}`)),
    ]),
    '',
    cause === undefined
      ? `passed: ${who} can log in`
      : `failed: ${stepTitles[cause]}, which explains what was not checked`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

// --- internal ---

const colours: Record<StepVerdict, Parameters<ReturnType<typeof style>>[0]> = {
  passed: 'green',
  warning: 'yellow',
  failed: 'red',
  'not checked': 'dim',
  'not configured': 'dim',
}
