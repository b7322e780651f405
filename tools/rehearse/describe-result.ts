import { table } from '../../src/text/table.ts'
import { wrap } from '../../src/text/wrap.ts'
import type { RehearsalResult } from './rehearse.ts'

/** What a rehearsal has shown, in lines for people. */
export function describeResult(result: RehearsalResult): string[] {
  const { tenants, load, problems } = result
  const { phases, tokens, tokenRequests, outageSeconds, followedAfterSeconds } = load
  const rows = phases.map(({ name, seconds, logins, failed, slowestMs, pauseMs }) =>
    row(
      name,
      ...[`${seconds.toFixed(1)} s`, String(logins), String(failed)],
      ...[`${slowestMs} ms`, `${pauseMs} ms`],
    ),
  )
  const requests = Object.entries(tokenRequests).map(([outcome, count]) => `${count} ${outcome}`)
  const when =
    followedAfterSeconds < 0
      ? `${-followedAfterSeconds} s before \`pulumi up\` had ended`
      : `${followedAfterSeconds} s after \`pulumi up\` had ended`
  return [
    '',
    `The ${tenants} tenants meanwhile:`,
    '',
    ...table([row('', 'time', 'logins', 'failed', 'slowest', 'pause'), ...rows]).map(
      (line) => `  ${line}`,
    ),
    '',
    ...wrap(
      `Each login was a token request: the tenants got ${tokens} new access tokens. Docusign counted, with those of the commands: ${requests.join(', ')}.`,
      80,
    ),
    '',
    ...wrap(
      `In the emergency logins failed for ${outageSeconds} s: from the deletion at Docusign until the application signed with the standby, ${when}.`,
      80,
    ),
    '',
    ...problems.flatMap((problem) => wrap(`wrong: ${problem}`, 80)),
    summary(result),
  ]
}

// --- internal ---

function row(name: string, ...figures: string[]): string[] {
  return [name, ...figures.map((figure) => figure.padStart(7))]
}

function summary({ problems, commands, seconds }: RehearsalResult): string {
  return problems.length > 0
    ? `The rehearsal failed after ${seconds} s.`
    : `All ${commands.length} commands of ikctl did what they must, in ${seconds} s.`
}
