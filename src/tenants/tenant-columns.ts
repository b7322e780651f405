import { configNameWords, isConfigName } from '../config/config-name.ts'
import { nearest } from '../config/nearest.ts'
import type { Pointer } from '../config/problem.ts'
import { quoted } from '../config/quoted.ts'

/** What a column says of a tenant: the way to a property of its file, or `id`. */
export function columnTarget(column: string): Pointer | undefined {
  if (simpleColumns.includes(column)) return [column]
  if (column === 'user') return ['users', 'default']
  const [, group, name] = /^(user|label)s?\.(.+)$/.exec(column) ?? []
  if (group === undefined || name === undefined) return undefined
  return [`${group}s`, name]
}

/** What is wrong with the columns of a table, as sentences. */
export function columnProblems(columns: readonly string[]): string[] {
  const problems: string[] = []
  const seen = new Map<string, string>()
  for (const column of columns) {
    const target = columnTarget(column)?.join('.')
    if (target === undefined) {
      const near = nearest(column, [...simpleColumns, 'user'])
      const hint = near === undefined ? '' : `, did you mean "${near}"?`
      problems.push(`unknown column ${quoted(column)}${hint || ` (known: ${columnWords})`}`)
      continue
    }
    const [, name] = columnTarget(column) ?? []
    if (name !== undefined && !isConfigName(String(name))) {
      problems.push(`the name in the column ${quoted(column)} must be ${configNameWords}`)
    }
    const before = seen.get(target)
    if (before !== undefined) {
      problems.push(`the columns ${quoted(before)} and ${quoted(column)} mean the same`)
    }
    seen.set(target, column)
  }
  if (!seen.has('id') && !columns.some((column) => nearest(column, ['id']) === 'id'))
    problems.push('there is no column "id"')
  return problems
}

// --- internal ---

const simpleColumns = ['id', 'name', 'account', 'status', 'baseUri']
const columnWords = `${simpleColumns.join(', ')}, user, user.ROLE, label.NAME`
