import type { Formatter } from './formatter.ts'

/**
 * Logging commands that Azure Pipelines shows as issues of the run; it knows no severity below
 * warning.
 *
 * @see https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
export const azure: Formatter = ({ findings }, { prefix = '' }) =>
  findings
    .map(({ severity, file, range, ruleId, message }) => {
      const place =
        range === undefined
          ? ''
          : `;linenumber=${range.start.line};columnnumber=${range.start.column}`
      const type = severity === 'error' ? 'error' : 'warning'
      return `##vso[task.logissue type=${type};sourcepath=${property(prefix + file)}${place};code=${property(ruleId)};]${data(message)}\n`
    })
    .join('')

// --- internal ---

function data(text: string): string {
  return text.replace(/%/g, '%AZP25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function property(text: string): string {
  return data(text).replace(/;/g, '%3B').replace(/\]/g, '%5D')
}
