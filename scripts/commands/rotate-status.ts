import type { Environment } from '../../src/config/environment.ts'
import { formatTime } from '../../src/key-pair/state-times.ts'
import { nextSteps } from '../../src/rotation/next-steps.ts'
import { overdue, suppressedOverdue } from '../../src/rotation/overdue.ts'
import { rotationDates } from '../../src/rotation/rotation-dates.ts'
import type { Validation } from '../../src/rules/validate.ts'
import { fold } from '../../src/text/fold.ts'
import { jsonOutput } from '../../src/text/json.ts'
import { style } from '../../src/text/style.ts'
import { table } from '../../src/text/table.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

export interface RotateStatusOptions {
  directory: string
  format: string[]
}

/** Where the rotation stands, what comes next, and what should have been done by now. */
export function rotateStatusCommand(name: string, options: RotateStatusOptions, io: Io): ExitCode {
  const formats = chooseFormats(options.format, statusFormats, 'human')
  const { environment, validation } = loadValidated(name, options.directory, io, { tenants: [] })
  const status = describe(environment, validation, io.now())
  emitFormats(
    formats,
    (format, { colour, toTerminal }) =>
      statusFormats[format](status, colour, toTerminal ? io.stdout.columns : undefined),
    io,
    options.directory,
  )
  return status.overdue.length > 0 ? exitCodes.problems : exitCodes.good
}

// --- internal ---

interface RotationStatus {
  environment: string
  keyPairs: {
    id: string
    state: string
    since?: string
    thumbprint?: string
    docusignKeyPairId?: string
  }[]
  /** When a rotation should start, and when the active key pair is too old. */
  renewFrom?: string
  oldFrom?: string
  overdue: string[]
  suppressed: { message: string; reason: string; until?: string }[]
  next: string[]
}

function describe(
  environment: Environment,
  { findings, suppressed }: Validation,
  now: number,
): RotationStatus {
  const { name, keyPairs, integration } = environment
  const dates = rotationDates(keyPairs, integration.rotation)
  return {
    environment: name,
    keyPairs: [...keyPairs].map(([id, { state, since, thumbprint, docusignKeyPairId }]) => ({
      id,
      state,
      ...(since[state] !== undefined && { since: since[state] }),
      ...(thumbprint !== undefined && { thumbprint }),
      ...(docusignKeyPairId !== undefined && { docusignKeyPairId }),
    })),
    ...(dates !== undefined && {
      renewFrom: formatTime(dates.renewFrom),
      oldFrom: formatTime(dates.oldFrom),
    }),
    overdue: overdue(keyPairs, findings).map(({ message }) => message),
    suppressed: suppressedOverdue(suppressed).map(({ finding, reason, until }) => ({
      ...{ message: finding.message, reason },
      ...(until !== undefined && { until }),
    })),
    next: nextSteps(environment, now),
  }
}

const statusFormats = {
  human: (status: RotationStatus, colour: boolean, columns?: number): string => {
    const paint = style(colour)
    const head = ['id', 'state', 'since', 'thumbprint'].map((title) => paint('bold', title))
    // The day will do, and the line fits.
    const rows = status.keyPairs.map(({ id, state, since = '-', thumbprint = '-' }) => [
      ...[id, state, since.slice(0, 'YYYY-MM-DD'.length), thumbprint],
    ])
    const dates =
      status.renewFrom === undefined
        ? []
        : [`renew from ${status.renewFrom}, too old from ${status.oldFrom}`]
    const late = [
      ...status.overdue.map((message) => `${paint('red', 'overdue')}  ${message}`),
      ...status.suppressed.map(
        ({ message, reason, until }) =>
          `suppressed${until === undefined ? '' : ` until ${until}`}  ${message} (${reason})`,
      ),
    ]
    const steps = status.next.map((step, index) => `  ${index + 1}. ${step}`)
    const next = steps.length === 0 ? [] : ['next:', ...steps]
    const parts = [table([head, ...rows]), dates, late, next].filter((part) => part.length > 0)
    return fold(`${parts.map((part) => part.join('\n')).join('\n\n')}\n`, columns)
  },
  json: (status: RotationStatus): string => jsonOutput(status),
}
