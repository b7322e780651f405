import { inert } from '../../text/inert.ts'
import { printable } from '../../text/printable.ts'
import type { Formatter } from './formatter.ts'

/** One line for each finding: `file:line:column: severity message [ruleId]`. */
export const concise: Formatter = ({ findings }) =>
  findings
    .map(({ file, range, severity, message, ruleId }) => {
      const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`
      return `${inert(printable(`${place}: ${severity} ${message} [${ruleId}]`))}\n`
    })
    .join('')
