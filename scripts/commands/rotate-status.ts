import { diskTree } from '../../src/config/config-tree.ts'
import type { Environment } from '../../src/config/environment.ts'
import { nextSteps } from '../../src/rotation/next-steps.ts'
import { overdue } from '../../src/rotation/overdue.ts'
import { formatTime } from '../../src/rotation/plan-step.ts'
import { rotationDates } from '../../src/rotation/rotation-dates.ts'
import { validateEnvironment } from '../../src/rules/validate.ts'
import { fold } from '../../src/text/fold.ts'
import { style } from '../../src/text/style.ts'
import { table } from '../../src/text/table.ts'
import { loadEnvironment } from '../environment/open-environment.ts'
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
  const environment = loadEnvironment(name, options.directory, io)
  const { findings } = validateEnvironment(diskTree(options.directory), name, new Date(io.now()))
  const late = overdue(environment.keyPairs, findings)
  const status = describe(
    environment,
    late.map(({ message }) => message),
  )
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
  next: string[]
}

function describe(environment: Environment, late: string[]): RotationStatus {
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
    overdue: late,
    next: nextSteps(environment),
  }
}

const statusFormats = {
  human: (status: RotationStatus, colour: boolean, columns?: number): string => {
    const paint = style(colour)
    const head = ['id', 'state', 'since', 'thumbprint'].map((title) => paint('bold', title))
    const rows = status.keyPairs.map(({ id, state, since = '-', thumbprint = '-' }) => [
      ...[id, state, since, thumbprint],
    ])
    const dates =
      status.renewFrom === undefined
        ? ''
        : `\nrenew from ${status.renewFrom}, too old from ${status.oldFrom}\n`
    const late = status.overdue.map((what) => `${paint('red', 'overdue')}  ${what}\n`).join('')
    const steps = status.next.map((step, index) => `  ${index + 1}. ${step}\n`).join('')
    const next = fold(steps, columns)
    return `${table([head, ...rows]).join('\n')}\n${dates}${late === '' ? '' : `\n${late}`}${
      next === '' ? '' : `\nnext:\n${next}`
    }`
  },
  json: (status: RotationStatus): string => `${JSON.stringify(status, null, 2)}\n`,
}
