import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkValue } from '../../src/config/check-value.ts'
import { configNameWords, isConfigName } from '../../src/config/config-name.ts'
import { unconfused } from '../../src/config/confused-value.ts'
import type { Environment } from '../../src/config/environment.ts'
import type { TenantFile } from '../../src/config/generated/tenant.ts'
import type { Json } from '../../src/config/json.ts'
import { quoted } from '../../src/config/quoted.ts'
import { tenantPath } from '../../src/tenants/tenant-file.ts'
import { UsageError } from '../exit-codes.ts'
import { labelOf } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import { ask, type Question } from '../terminal/ask.ts'

/** A tenant as far as the command line told. */
export interface GivenTenant {
  name?: string
  account?: string
  baseUri?: string
  status?: TenantFile['status']
  /** User ids by role. */
  user?: Record<string, string>
  label?: Record<string, string>
}

/**
 * A tenant as the command line gave it. On a terminal, what is missing is asked for, and asked again
 * until it fits the schema.
 *
 * @throws {UsageError} for what is wrong with the options, or missing where nobody can be asked.
 */
export async function completeTenant(
  environment: Environment,
  givenId: string | undefined,
  options: GivenTenant & { directory: string },
  io: Io,
): Promise<{ id: string; tenant: TenantFile }> {
  const { name, label, status = 'onboarding', directory } = options
  const { account, user, baseUri } = unconfusedIds(options)
  const given = { status, ...(baseUri !== undefined && { baseUri }) }
  requireGood(givenId, { ...given, name, account, users: user, labels: label })
  if (givenId !== undefined && name !== undefined && account !== undefined && user !== undefined) {
    const labels = label === undefined ? {} : { labels: label }
    return { id: givenId, tenant: { ...given, name, account, users: user, ...labels } }
  }
  const prompt = await io.openPrompt?.()
  if (prompt === undefined) {
    const needed = { id: givenId, '--name': name, '--account': account, '--user': user }
    const missing = Object.entries(needed).filter(([, value]) => value === undefined)
    throw new UsageError(
      `missing: ${missing.map(([option]) => option).join(', ')} (they are asked for on a terminal; \`ikctl tenant add --help\` has an example)`,
    )
  }
  const answer = async (text: string, ...pointer: string[]): Promise<string> => {
    const problem = (typed: string) => problemAt(pointer, unconfused(pointer, typed))
    return unconfused(pointer, await ask(prompt, { text, problem }, io))
  }
  const idProblem = (typed: string): string | undefined => {
    if (!isConfigName(typed)) return `an id must be ${configNameWords}`
    const isTaken = existsSync(join(directory, tenantPath(environment.path, typed)))
    return isTaken ? `the tenant "${typed}" is there already` : undefined
  }
  try {
    const named = name ?? (await answer('Name of the customer', 'name'))
    const id =
      givenId ?? (await ask(prompt, { text: 'Id', fallback: slug(named), problem: idProblem }, io))
    const tenant: TenantFile = {
      ...{ name: named, ...given },
      account: account ?? (await answer('API account ID', 'account')),
      users: user ?? {
        default: await answer('User ID to impersonate', 'users', 'default'),
      },
    }
    const labels = label ?? readLabels(await ask(prompt, labelsQuestion, io))
    return { id, tenant: Object.keys(labels).length > 0 ? { ...tenant, labels } : tenant }
  } finally {
    prompt.close()
  }
}

// --- internal ---

const optionNames: Readonly<Record<string, string>> = {
  ...{ name: '--name', account: '--account', baseUri: '--base-uri' },
  ...{ users: '--user', labels: '--label' },
}

function requireGood(id: string | undefined, given: object): void {
  const problems = problemsOf(given).map(({ option, message }) => `${option}: ${message}`)
  if (id !== undefined && !isConfigName(id)) {
    problems.unshift(`the id ${quoted(id, { ids: true })} must be ${configNameWords}`)
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
}

const labelsQuestion: Question = {
  text: 'Labels, such as region=eu (Enter: none)',
  fallback: '',
  problem(typed) {
    try {
      return problemsOf({ labels: readLabels(typed) })[0]?.message
    } catch {
      return 'labels are written as name=value, with spaces between them'
    }
  },
}

function readLabels(typed: string): Record<string, string> {
  return Object.assign(
    {},
    ...typed
      // Values are free text: a label ends where the next one begins.
      .split(/[\s,]+(?=[^\s,=]+=)/)
      .map((label) => label.trim())
      .filter(Boolean)
      .map(labelOf),
  )
}

/** What is wrong with some properties of a tenant; that others are missing does not matter. */
function problemsOf(given: object): { option: string; message: string }[] {
  // JSON has no undefined, and the check takes out of its value what is wrong.
  const value = JSON.parse(JSON.stringify(given)) as Json
  return checkValue('tenant', value).flatMap(({ pointer, message }) =>
    pointer.length === 0 ? [] : [{ option: optionNames[String(pointer[0])] ?? '', message }],
  )
}

function problemAt([property = '', name]: readonly string[], typed: string): string | undefined {
  return problemsOf({ [property]: name === undefined ? typed : { [name]: typed } })[0]?.message
}

/** Ids and addresses as they were meant, where they were written in another form. */
function unconfusedIds({ account, user, baseUri }: GivenTenant) {
  return {
    account: account && unconfused(['account'], account),
    baseUri: baseUri && unconfused(['baseUri'], baseUri),
    user:
      user &&
      Object.fromEntries(
        Object.entries(user).map(([role, id]) => [role, unconfused(['users', role], id)]),
      ),
  }
}

/** A name as an id. */
function slug(name: string): string {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
  return id.replace(/^-|-$/g, '')
}
