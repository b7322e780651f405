import { markdownCode, markdownRow, markdownText } from '../../text/markdown.ts'
import { createMarkdownPage } from '../../text/markdown-page.ts'
import { plural } from '../../text/plural.ts'
import { areas } from '../change.ts'
import { describeChange } from '../describe-change.ts'
import type { Judgement, Weight } from '../judgement.ts'
import { type ManualStep, stepTimes } from '../manual-step.ts'
import type { Plan } from '../plan.ts'
import type { PlanFormatter } from './formatter.ts'
import { placeWords, revisionWords, summaryWords, weightHeadings } from './words.ts'

/** GitHub refuses a comment of more than 65,536 characters; GitLab and Azure DevOps take more. */
const maxBytes = 60_000

/**
 * For a comment on a pull request: verdict and summary, what is dangerous, the manual steps, then the
 * changes, cut where the comment would be refused. The hidden first line has the digest of the whole
 * plan: by it a job finds its own comment again, and sees that what is applied is what was reviewed.
 */
export const markdown: PlanFormatter = (plan) => {
  const page = createMarkdownPage(maxBytes)
  const environment = plan.environment.replace(/[^A-Za-z0-9_.]+/g, '-')
  page.add(`<!-- ikctl-plan environment=${environment} sha256=${plan.digest} -->`)
  page.add(`### ikctl plan ${markdownText(plan.environment)}: ${verdicts[plan.verdict]}`)
  page.add(
    '',
    `${markdownText(summaryWords(plan))}. From ${markdownCode(revisionWords(plan.base))} to ${markdownCode(revisionWords(plan.head))}.`,
  )
  for (const weight of Object.keys(weightHeadings) as Weight[]) {
    const own = plan.judgements.filter((judgement) => judgement.weight === weight)
    page.list(`#### ${weightHeadings[weight]}\n\n`, own.map(bullet), rest('reasons'))
  }
  page.list(
    '#### Errors of the head\n\n',
    plan.findings.map(
      (finding) =>
        `- ${markdownCode(placeWords(finding) ?? '')} ${markdownText(finding.message)}\n`,
    ),
    rest('errors'),
  )
  page.list('#### Manual steps, in this order\n\n', plan.steps.map(stepItem), rest('steps'))
  page.list(
    '#### Changes\n\n| | what | change |\n|---|---|---|\n',
    areas.flatMap((area) =>
      plan.changes
        .map((change) => describeChange(change, markdownCode))
        .filter((change) => change.area === area)
        // Values are written as code already; the other words are ours, or ids of a narrow alphabet.
        .map(({ sign, what, text }) => markdownRow(markdownCode(sign), markdownCode(what), text)),
    ),
    rest('changes'),
  )
  return page.text()
}

// --- internal ---

const verdicts: Record<Plan['verdict'], string> = {
  unchanged: 'no changes',
  accepted: 'accepted',
  refused: '**refused**',
}

/** What did not fit is counted. */
function rest(name: string) {
  return (count: number) => `${count} more ${name} are in the whole plan (\`--format json\`).`
}

function bullet(judgement: Judgement): string {
  const place = placeWords(judgement)
  return `- **${markdownText(judgement.message)}**\n  ${markdownText(judgement.wayForward)} (${markdownCode(judgement.code)}${place === undefined ? '' : `, ${markdownCode(place)}`})\n`
}

function stepItem(
  { when, title, where, who, values, commands }: ManualStep,
  index: number,
): string {
  const lines = [
    ...(where === undefined ? [] : [`where: ${markdownText(where)}`]),
    ...(who === undefined ? [] : [`who: ${markdownCode(who)}`]),
    ...values.map(({ label, value }) => `${markdownText(label)}: ${markdownCode(value)}`),
    ...commands.map((command) => `run: ${markdownCode(command)}`),
  ]
  const head = `${index + 1}. ${markdownText(stepTimes[when])}: **${markdownText(title)}**\n`
  // A step of very many values is cut in itself.
  const shown = lines.slice(0, 100).map((line) => `   - ${line}\n`)
  const rest = lines.length - shown.length
  return (
    head +
    shown.join('') +
    (rest > 0 ? `   - ${plural(rest, 'more value')} in the whole plan\n` : '')
  )
}
