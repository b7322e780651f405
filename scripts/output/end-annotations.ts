import { workflowCommands } from '../../src/text/workflow-commands.ts'
import { type ExitCode, exitCodeMeanings, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/** A reason for an end other than 0, for the summary of a CI system's run. */
export interface EndReason {
  message: string
  /** Such as a rule; absent: ikctl. */
  title?: string
  /** Relative to the folder that the CI system has checked out, with `/`. */
  file?: string
  line?: number
  column?: number
}

/** What a command leaves about its end. */
export interface End {
  reasons: EndReason[]
  /** Set when the reasons are annotated already, by a format of the command. */
  annotated: boolean
}

/**
 * Annotates the end of a command on GitHub Actions and Azure Pipelines: each reason, else what the exit code
 * means. Written to standard error, since standard output may be a format that a program reads.
 */
export function annotateEnd(command: string, exitCode: ExitCode, end: End, io: Io): void {
  if (exitCode === exitCodes.good || end.annotated) return
  const meaning = exitCodeMeanings.find(([code]) => code === exitCode)?.[1] ?? ''
  const reasons =
    end.reasons.length > 0 ? end.reasons : [{ message: `exit code ${exitCode}: ${meaning}` }]
  const title = `ikctl ${command}`.trim()
  if (io.env.GITHUB_ACTIONS === 'true') {
    const annotations = reasons.map(({ message, file, line, column, ...reason }) => ({
      properties: { file, line, col: column, title: reason.title ?? title },
      message,
    }))
    io.stderr.writeCommands?.(workflowCommands('error', annotations))
  } else if (io.env.TF_BUILD?.toLowerCase() === 'true') {
    for (const reason of reasons) io.stderr.writeCommands?.(loggedIssue(reason, title))
  }
}

// --- internal ---

/** @see https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands */
function loggedIssue({ message, file, line, column, ...reason }: EndReason, title: string): string {
  const properties = Object.entries({ sourcepath: file, linenumber: line, columnnumber: column })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `;${name}=${property(`${value}`)}`)
  return `##vso[task.logissue type=error;code=${property(reason.title ?? title)}${properties.join('')}]${data(message)}\n`
}

function data(text: string): string {
  return text.replace(/%/g, '%AZP25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function property(text: string): string {
  return data(text).replace(/;/g, '%3B').replace(/\]/g, '%5D')
}
