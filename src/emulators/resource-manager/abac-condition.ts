/**
 * What a condition of a role assignment judges: an attempt to write or delete a role assignment.
 * Attributes by name, such as `Microsoft.Authorization/roleAssignments:RoleDefinitionId`.
 */
export interface ConditionInput {
  /** `Microsoft.Authorization/roleAssignments/write`. */
  action: string
  /** What is asked to be written. */
  request: Readonly<Record<string, string>>
  /** What is there. */
  resource: Readonly<Record<string, string>>
}

/** A condition, ready to judge. */
export type Condition = (input: ConditionInput) => boolean

/**
 * Reads a condition of a role assignment (version 2.0), as far as it limits which roles may be given to
 * whom: `ActionMatches{...}`, `@Request[...]` and `@Resource[...]` with the operators for GUIDs and texts,
 * `AND`, `OR`, `NOT` and their signs.
 *
 * An attribute that is not there makes its comparison false.
 *
 * @throws SyntaxError for anything else.
 * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
export function parseCondition(text: string): Condition {
  const tokens = tokenize(text)
  let position = 0
  const peek = () => tokens[position]
  const next = () => tokens[position++] ?? fail('ends too early')
  const expect = (wanted: string) => {
    const token = next()
    if (token !== wanted) fail(`has ${token} where ${wanted} should be`)
  }
  const takes = (...words: string[]) => {
    const found = words.includes(peek()?.toUpperCase() ?? '')
    if (found) position += 1
    return found
  }

  const either = (): Condition => {
    const parts = [both()]
    while (takes('OR', '||')) parts.push(both())
    return (input) => parts.some((part) => part(input))
  }
  const both = (): Condition => {
    const parts = [term()]
    while (takes('AND', '&&')) parts.push(term())
    return (input) => parts.every((part) => part(input))
  }
  const term = (): Condition => {
    if (takes('NOT', '!')) {
      const inner = term()
      return (input) => !inner(input)
    }
    if (takes('(')) {
      const inner = either()
      expect(')')
      return inner
    }
    if (takes('ACTIONMATCHES')) {
      const patterns = values()
      return ({ action }) => patterns.some((pattern) => matchesAction(action, pattern))
    }
    return comparison()
  }
  const comparison = (): Condition => {
    const [, source, attribute] = /^@(Request|Resource)\[([^\]]+)\]$/i.exec(next()) ?? []
    if (source === undefined || attribute === undefined) {
      return fail(`has ${tokens[position - 1]}, which is not understood here`)
    }
    const name = next()
    const { quantifier, operator, negated } = readOperator(name)
    const wanted = values()
    return ({ request, resource }) => {
      const found = (source.toLowerCase() === 'request' ? request : resource)[attribute]
      if (found === undefined) return false
      const holds = (value: string) => operator(found, value) !== negated
      return quantifier === 'all' ? wanted.every(holds) : wanted.some(holds)
    }
  }
  /** `{a, 'b'}` or one value. */
  const values = (): string[] => {
    if (!takes('{')) return [unquote(next())]
    const list = [unquote(next())]
    while (takes(',')) list.push(unquote(next()))
    expect('}')
    return list
  }

  const condition = either()
  if (position < tokens.length) fail(`goes on with ${peek()} where it should end`)
  return condition
}

/** Whether an action is among what a pattern with asterisks stands for. */
export function matchesAction(action: string, pattern: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join('.*')}$`, 'i').test(action)
}

// --- internal ---

function fail(reason: string): never {
  throw new SyntaxError(`the condition ${reason}`)
}

function tokenize(text: string): string[] {
  const pattern = /\s+|('[^']*'|@\w+\[[^\]]*\]|&&|\|\||[!(){},]|[\w:./*-]+)/gy
  const tokens: string[] = []
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) fail(`has ${text.slice(start, start + 10)}, which is not understood`)
    else if (match[1] !== undefined) tokens.push(match[1])
  }
  return tokens
}

function unquote(token: string): string {
  return token.replace(/^'(.*)'$/, '$1')
}

type Operator = (found: string, wanted: string) => boolean

/** `ForAnyOfAnyValues:GuidEquals` and the like; every attribute here has one value, so the first half means nothing. */
function readOperator(name: string) {
  const match =
    /^(?:ForA(?:ny|ll)Of(Any|All)Values:)?(Guid|String)(Not)?Equals(IgnoreCase)?$/i.exec(name) ??
    fail(`has the operator ${name}, which is not understood here`)
  const [, quantifier = 'any', kind = '', not, ignoreCase] = match
  const guid = (text: string) => text.replaceAll('-', '').toLowerCase()
  const operator: Operator =
    kind.toLowerCase() === 'guid'
      ? (found, wanted) => guid(found) === guid(wanted)
      : ignoreCase === undefined
        ? (found, wanted) => found === wanted
        : (found, wanted) => found.toLowerCase() === wanted.toLowerCase()
  return { quantifier: quantifier.toLowerCase(), operator, negated: not !== undefined }
}
