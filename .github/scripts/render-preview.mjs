import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'

/**
 * Makes what `pulumi preview --json` says readable: what goes or is replaced first, then a table. Names come
 * out of a change, so everything is shown as code.
 *
 * @param {string} text standard output of the preview.
 * @param {string} environment
 * @returns {{ markdown: string, digest: string }} `digest` is the same as long as the same is to be done to the
 *   same resources with the same inputs; empty when there is no preview.
 */
export function renderPreview(text, environment) {
  const preview = parse(text)
  const title = `### pulumi preview ${code(environment)}`
  if (preview === undefined) {
    return { markdown: `${title}: failed\n\nThe log has the reason.\n`, digest: '' }
  }
  const steps = preview.steps
    .filter(({ op }) => op !== 'same' && op !== 'read' && op !== 'refresh')
    .map((step) => ({ ...step, ...partsOf(step.urn) }))
    .sort((a, b) => (a.urn + a.op < b.urn + b.op ? -1 : 1))
  const errors = (preview.diagnostics ?? []).filter(({ severity }) => severity === 'error')
  const gone = steps.filter(({ op }) => /delete|replace/.test(op) && op !== 'create-replacement')
  const lines = [
    `${title}: ${errors.length > 0 ? 'failed' : steps.length === 0 ? 'no changes' : countsOf(steps)}`,
    ...section(
      'Errors',
      errors.map(({ message }) => `- ${code(message)}`),
    ),
    ...section(
      'Review before you approve: deleted or replaced',
      gone.map(({ op, type, name }) => `- ${op} ${code(type)} ${code(name)}`),
    ),
    ...section('Changes', [
      ...(steps.length > 0 ? ['| | resource | name | properties |', '|---|---|---|---|'] : []),
      ...steps.slice(0, maxRows).map(rowOf),
      ...(steps.length > maxRows ? ['', `${steps.length - maxRows} more: the log has them.`] : []),
    ]),
  ]
  const facts = steps.map(({ op, urn, newState }) => [op, urn, newState?.inputs ?? null])
  const digest = createHash('sha256').update(JSON.stringify(facts)).digest('hex')
  return { markdown: `${lines.join('\n')}\n`, digest }
}

/**
 * The step of the action: adds the preview to the job's summary, and gives its digest as an output.
 *
 * @param {NodeJS.ProcessEnv} env `PREVIEW`, a file; `ENVIRONMENT`; `APPROVED`, the digest that was approved,
 *   or nothing; `GITHUB_STEP_SUMMARY`; `GITHUB_OUTPUT`.
 * @returns {string | undefined} why this is not to be deployed.
 */
export function summarizePreview({ PREVIEW, ENVIRONMENT, APPROVED, ...env }) {
  const { markdown, digest } = renderPreview(readFileSync(PREVIEW, 'utf8'), ENVIRONMENT)
  appendFileSync(env.GITHUB_STEP_SUMMARY, markdown)
  appendFileSync(env.GITHUB_OUTPUT, `digest=${digest}\n`)
  if (!APPROVED || APPROVED === digest) return undefined
  return 'This would not do what was approved: something has changed since. Run the deployment again, and approve its new preview'
}

// --- internal ---

const maxRows = 300

function parse(text) {
  try {
    const preview = JSON.parse(text)
    return Array.isArray(preview?.steps) ? preview : undefined
  } catch {
    return undefined
  }
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME` */
function partsOf(urn) {
  const [, , types = '', ...name] = urn.split('::')
  return { type: types.split('$').at(-1), name: name.join('::') }
}

function countsOf(steps) {
  const counts = new Map()
  for (const { op } of steps) counts.set(op, (counts.get(op) ?? 0) + 1)
  return [...counts].map(([op, count]) => `${count} ${op}`).join(', ')
}

function rowOf({ op, type, name, detailedDiff, diffReasons }) {
  const properties = Object.keys(detailedDiff ?? {})
  const changed = (properties.length > 0 ? properties : (diffReasons ?? [])).sort()
  return `| ${op} | ${code(type)} | ${code(name)} | ${changed.map(code).join(', ')} |`
}

function section(heading, lines) {
  return lines.length === 0 ? [] : ['', `#### ${heading}`, '', ...lines]
}

/** HTML takes what Markdown's own code cannot hold: backquotes, and the bars of a table. */
function code(text) {
  const inert = String(text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/[&<>|`*_[\]\\@#~]/g, (character) => `&#${character.codePointAt(0)};`)
  return `<code>${inert.slice(0, 2000)}</code>`
}
