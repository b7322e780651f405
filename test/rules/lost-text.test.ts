import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'

const now = new Date('2026-06-01T00:00:00Z')
const file = 'config/production/tenants/acme.yaml'

/** What `validate` says of a tenant's file whose name is written so. */
function told(name: string) {
  const files = changedBase({ [file]: [['Acme Corporation', () => name] as never] })
  return validate(memoryTree(files), { now }).findings.map(
    ({ ruleId, severity, message, range, suggest }) =>
      [ruleId, severity, message, range?.start.column, suggest[0]?.title] as const,
  )
}

const lost = (comment: string, column: number, suggestion: string | undefined) => [
  'yaml/lost-text',
  'warning',
  `the text ends before "${comment}", which YAML takes for a comment`,
  column,
  suggestion,
]

describe('a "#" that ends a text', () => {
  test.each([
    ['Acme #1 Holding', '#1 Holding', 12, 'write `"Acme #1 Holding"`'],
    ['Acme   #1', '#1', 14, 'write `"Acme   #1"`'],
    ['Acme\t#1', '#1', 12, 'write `"Acme\\t#1"`'],
    ["Rock 'n' #roll", '#roll', 16, 'write `"Rock \'n\' #roll"`'],
    ['Acme #Nord #2', '#Nord #2', 12, 'write `"Acme #Nord #2"`'],
    ['Grünwald #Süd', '#Süd', 16, 'write `"Grünwald #Süd"`'],
  ])('%j', (name, comment, column, suggestion) => {
    expect(told(name)).toEqual([lost(comment, column, suggestion)])
  })

  test('in a list or a map on one line', () => {
    const text = 'Acme\nlabels: {team: a, region: eu #1\n  }'
    expect(told(text)).toEqual([lost('#1', 30, 'write `"eu #1"`')])
  })

  test.each([
    'Acme # the first',
    '"Acme #1 Holding"',
    "'Acme #1 Holding'",
    '"Acme" #quoted before',
    'Acme#1',
    'Acme ## the first',
    '|\n  Acme #1 Holding',
    '>-\n  Acme #1 Holding',
    'Acme\n#1 is a line of its own',
    'Acme\nlabels: {} #TODO',
  ])('none: %j', (name) => {
    expect(told(name).filter(([ruleId]) => ruleId === 'yaml/lost-text')).toEqual([])
  })

  test('a comment suppresses it', () => {
    const ignored = '# ikctl-ignore yaml/lost-text: a note without a space\nsuspended #later'
    expect(
      told(`Acme\nlabels:\n  state: ${'x'}\n  ${ignored.replace('\n', '\n  next: ')}`),
    ).toEqual([])
  })
})
