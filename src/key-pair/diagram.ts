import { markdownTable } from '../text/markdown-table.ts'
import { keyPairStates } from './states.ts'
import { guards, type Place, transitions } from './transitions.ts'

/** The table of transitions as a Mermaid state diagram, for docs/rotation.md. */
export function rotationDiagram(): string {
  const arrows = transitions.flatMap(({ verb, moves }) =>
    moves.map(({ from, to }, index) => {
      const name = verb === 'remove' ? 'withdraw --remove' : verb
      const label = index === 0 ? name : `(${name} of the other)`
      return `    ${place(from)} --> ${place(to)}: ${label}`
    }),
  )
  const lines = ['stateDiagram-v2', ...new Set(arrows)]
  return `${['```mermaid', ...lines, '```'].join('\n')}\n`
}

/** The states and the transitions as Markdown tables, for docs/rotation.md. */
export function rotationTables(): string {
  const states = Object.entries(keyPairStates).map(([state, { registered, summary }]) => [
    `\`${state}\``,
    registered ? 'yes' : 'no',
    summary,
  ])
  const steps = transitions.map(({ verb, moves, guards: needed, effect }) => [
    `\`${verb === 'remove' ? 'withdraw --remove' : verb}\``,
    moves.map(({ from, to }) => `${words(from)} → ${words(to)}`).join(', '),
    needed.map((guard) => guards[guard]).join('; ') || '-',
    effect,
  ])
  return [
    markdownTable(['state', 'at Docusign', 'meaning'], states),
    markdownTable(['verb', 'key pairs', 'needs', 'effect'], steps),
  ].join('\n')
}

// --- internal ---

function place(state: Place): string {
  return state === 'none' ? '[*]' : state
}

function words(state: Place): string {
  return state === 'none' ? '(no entry)' : state
}
