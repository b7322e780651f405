/** What GitHub Actions shows at the top of a run, or beside a line of a file. */
export interface Annotation {
  /** Such as `title` or `file`, in this order; undefined ones are left out. */
  properties: Readonly<Record<string, string | number | undefined>>
  message: string
}

/**
 * Annotations of one kind as workflow commands. GitHub shows ten of a kind for one step and drops the
 * rest: the tenth then says how many more there are.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function workflowCommands(
  command: 'error' | 'warning' | 'notice',
  annotations: readonly Annotation[],
): string {
  if (annotations.length <= shownPerStep) {
    return annotations.map((annotation) => write(command, annotation)).join('')
  }
  const shown = annotations.slice(0, shownPerStep - 1)
  const message = `${annotations.length - shown.length} more: GitHub shows ${shownPerStep} for a step, the log and the job summary have all`
  return workflowCommands(command, [...shown, { properties: { title: 'ikctl' }, message }])
}

// --- internal ---

const shownPerStep = 10

function write(command: string, { properties, message }: Annotation): string {
  const list = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  )
  return `::${command} ${list.join(',')}::${data(message)}\n`
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}
