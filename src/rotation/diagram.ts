import { guards, keyPairStates, type Place, transitions } from './transitions.ts'

/** The table of transitions as a Mermaid state diagram, for docs/rotation.md. */
export function rotationDiagram(): string {
  const lines = ['stateDiagram-v2']
  for (const { verb, moves } of transitions) {
    const [first, ...others] = moves
    const together = others.map(({ from, to }) => `${from} to ${to}`).join(', ')
    const name = verb === 'remove' ? 'withdraw --remove' : verb
    const label = together === '' ? name : `${name}, with ${together}`
    lines.push(`    ${place(first.from)} --> ${place(first.to)}: ${label}`)
  }
  return `${['```mermaid', ...lines, '```'].join('\n')}\n`
}

/** The states and the transitions as Markdown tables, for docs/rotation.md. */
export function rotationTables(): string {
  const states = Object.entries(keyPairStates).map(
    ([state, { registered, summary }]) =>
      `| \`${state}\` | ${registered ? 'yes' : 'no'} | ${summary} |`,
  )
  const steps = transitions.map(({ verb, moves, guards: needed, effect }) => {
    const name = verb === 'remove' ? 'withdraw --remove' : verb
    const changes = moves.map(({ from, to }) => `${words(from)} → ${words(to)}`).join(', ')
    const needs = needed.map((guard) => guards[guard]).join('; ') || '-'
    return `| \`${name}\` | ${changes} | ${needs} | ${effect} |`
  })
  return `${[
    '| state | at Docusign | meaning |',
    '| --- | --- | --- |',
    ...states,
    '',
    '| verb | key pairs | needs | effect |',
    '| --- | --- | --- | --- |',
    ...steps,
  ].join('\n')}\n`
}

// --- internal ---

function place(state: Place): string {
  return state === 'none' ? '[*]' : state
}

function words(state: Place): string {
  return state === 'none' ? '(no entry)' : state
}
