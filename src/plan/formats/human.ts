import { printable } from '../../text/printable.ts'
import { style } from '../../text/style.ts'
import { wrap } from '../../text/wrap.ts'
import { areas } from '../change.ts'
import { describeChange } from '../describe-change.ts'
import type { Weight } from '../judgement.ts'
import { type StepTime, stepTimes } from '../manual-step.ts'
import type { Plan } from '../plan.ts'
import type { PlanFormatOptions, PlanFormatter } from './formatter.ts'
import { placeWords, revisionWords, summaryWords, weightHeadings } from './words.ts'

/** For people: what changes, what is dangerous, what is to be done by hand; the verdict comes last. */
export const human: PlanFormatter = (plan, options) =>
  [
    heading(plan, options),
    changes(plan, options),
    steps(plan, options),
    findings(plan, options),
    judgements(plan, options),
    verdict(plan, options),
  ]
    .filter((section) => section.length > 0)
    .map((section) => section.map((line) => `${line}\n`).join(''))
    .join('\n')

// --- internal ---

const colours = { refused: 'red', danger: 'yellow', warning: 'cyan' } as const

function heading({ environment, base, head }: Plan, { colour }: PlanFormatOptions): string[] {
  const text = `plan ${environment}: ${revisionWords(base)} -> ${revisionWords(head)}`
  return [style(colour)('bold', printable(text))]
}

function changes(plan: Plan, { colour, columns }: PlanFormatOptions): string[] {
  const paint = style(colour)
  const signs = { '+': 'green', '-': 'red', '~': 'yellow' } as const
  const described = plan.changes.map((change) => describeChange(change))
  return areas.flatMap((area) => {
    const own = described.filter((change) => change.area === area)
    if (own.length === 0) return []
    const rows = own.map(
      ({ sign, what, text }) => [sign, printable(what), printable(text)] as const,
    )
    const width = Math.min(24, Math.max(...rows.map(([, what]) => what.length)))
    return [
      paint('bold', area),
      ...rows.flatMap(([sign, what, text]) => {
        const [first = '', ...rest] = wrap(text, columns - width - 6)
        const start = `  ${paint(signs[sign], sign)} ${what.padEnd(width)}`
        return [
          `${start}  ${first}`.trimEnd(),
          ...rest.map((line) => `${' '.repeat(width + 6)}${line}`),
        ]
      }),
    ]
  })
}

function steps(plan: Plan, { colour, columns }: PlanFormatOptions): string[] {
  if (plan.steps.length === 0) return []
  const paint = style(colour)
  const lines = [paint('bold', 'Manual steps, in order')]
  let time: StepTime | undefined
  for (const [index, { when, title, where, who, values, commands }] of plan.steps.entries()) {
    if (when !== time) lines.push(`  ${stepTimes[when]}`)
    time = when
    const [first = '', ...rest] = wrap(printable(title), columns - 7)
    lines.push(`    ${index + 1}. ${paint('bold', first)}`)
    lines.push(...rest.map((line) => `       ${paint('bold', line)}`))
    const labels = [
      ...(where === undefined ? [] : [['where', where] as const]),
      ...(who === undefined ? [] : [['who', who] as const]),
      ...values.map(({ label, value }) => [printable(label), value] as const),
      ...commands.map((command) => ['run', command] as const),
    ]
    const width = Math.max(...labels.map(([label]) => label.length))
    for (const [label, value] of labels) {
      // Words that get copied stay whole.
      const [start = '', ...more] =
        label === 'where' ? wrap(printable(value), columns - width - 9) : [printable(value)]
      lines.push(`       ${paint('dim', label.padEnd(width))}  ${start}`)
      lines.push(...more.map((line) => `${' '.repeat(width + 9)}${line}`))
    }
  }
  return lines
}

function findings(plan: Plan, { columns }: PlanFormatOptions): string[] {
  return plan.findings.flatMap((finding) => [
    `${placeWords(finding)} error [${finding.ruleId}]`,
    ...wrap(printable(finding.message), columns - 2).map((line) => `  ${line}`),
  ])
}

function judgements(plan: Plan, { colour, columns }: PlanFormatOptions): string[] {
  const paint = style(colour)
  return (Object.keys(weightHeadings) as Weight[]).flatMap((weight) => {
    const own = plan.judgements.filter((judgement) => judgement.weight === weight)
    if (own.length === 0) return []
    return [
      paint(colours[weight], weightHeadings[weight].toLowerCase()),
      ...own.flatMap((judgement) => {
        const place = placeWords(judgement)
        const [first = '', ...rest] = wrap(printable(judgement.message), columns - 4)
        return [
          `  - ${first}`,
          ...rest.map((line) => `    ${line}`),
          ...wrap(`fix: ${printable(judgement.wayForward)}`, columns - 4).map(
            (line) => `    ${paint('cyan', line)}`,
          ),
          `    ${paint('dim', `${place === undefined ? '' : `${place} `}[${judgement.code}]`)}`,
        ]
      }),
    ]
  })
}

function verdict(plan: Plan, { colour, columns }: PlanFormatOptions): string[] {
  const paint = style(colour)
  const words = {
    unchanged: paint('green', 'nothing changes'),
    accepted: paint('green', 'accepted'),
    refused: paint('red', 'refused'),
  }
  const lines = plan.verdict === 'unchanged' ? [] : wrap(summaryWords(plan), columns)
  return [...lines, `${printable(plan.environment)}: ${words[plan.verdict]}`]
}
