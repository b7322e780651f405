import { type Command, InvalidArgumentError } from 'commander'
import type { CalledWorkflows } from '../../src/init/new-repository.ts'
import { columnTarget } from '../../src/tenants/tenant-columns.ts'
import { version } from '../../src/version.ts'
import { UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/** All options, with `-C` under its own name. */
export function options<T extends object>(command: Command, io: Io): T {
  const values = command.optsWithGlobals<T & { C?: string }>()
  return { format: [], ...values, directory: values.C ?? io.cwd }
}

export function format(names: string): [string, string, typeof collect] {
  return ['--format <name[=file]>', `${names}; several at once, all but one to a file`, collect]
}

export function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

export function collectLabel(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  return { ...before, ...labelOf(text) }
}

/** `name=value` */
export function labelOf(text: string): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It must be of the form name=value.')
  }
  return { [name]: value }
}

/** `header=column`; a header may have an equals sign in it. */
export function collectColumn(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  const [, header, column] = /^(.+)=([^=]+)$/.exec(text) ?? []
  const isKnown =
    column !== undefined && (columnTarget(column) ?? legacyColumn.test(column)) !== false
  if (header === undefined || column === undefined || !isKnown) {
    throw new InvalidArgumentError(
      'It must be of the form header=column, with id, name, account, status, baseUri, user, user.ROLE or label.NAME as the column.',
    )
  }
  return { ...before, [header]: column }
}

/** `role=id`, or an id on its own for the role "default". */
export function collectUser(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  const user = text.includes('=') ? labelOf(text) : { default: text }
  for (const role of Object.keys(user)) {
    if (Object.hasOwn(before, role)) {
      throw new InvalidArgumentError(`The role "${role}" has a user already: write role=id.`)
    }
  }
  return { ...before, ...user }
}

export function sampleSize(text: string): number | 'all' {
  return text === 'all' ? text : positiveInteger(text)
}

export function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0 && number < 1e9)) throw new InvalidArgumentError('It must be a positive number.')
  return number
}

export function positiveInteger(text: string): number {
  const number = wholeNumber(text)
  if (number === 0) throw new InvalidArgumentError('It must be at least 1.')
  return number
}

export function notNegative(text: string): number {
  if (!/^\d{1,6}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number.')
  return Number(text)
}

/** `30s`, `5m`, `24h` or `2d`, in milliseconds. */
export function duration(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? []
  if (count === undefined)
    throw new InvalidArgumentError('It must be a time such as 60s, 5m or 24h.')
  return Number(count) * { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 's']
}

/** `HOST:PORT`, an IPv6 address in brackets. */
export function listenAddress(text: string): { host: string; port: number } {
  const [, name, address, port] = /^(?:([\w.-]+)|\[([\da-f:]+)\]):(\d{1,5})$/i.exec(text) ?? []
  const host = name ?? address
  if (host === undefined || Number(port) > 65_535) {
    throw new InvalidArgumentError('It must be HOST:PORT such as 127.0.0.1:9464.')
  }
  return { host, port: Number(port) }
}

/** The first of four ports in a row. */
export function emulatorPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65_532) return port
  throw new InvalidArgumentError('It must be a port from 1 to 65532.')
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

/** `owner/name`, or `owner@id/name@id` as tokens of newer repositories have it. */
export function repositoryName(text: string): string {
  if (!/^[A-Za-z0-9-]+(@\d+)?\/[A-Za-z0-9._-]+(@\d+)?$/.test(text) || /^[^@]*@[^@]*$/.test(text)) {
    throw new InvalidArgumentError('It must be of the form owner/name or owner@id/name@id.')
  }
  return text
}

/** `owner/name@commit` of the repository whose workflows are called. */
export function calledWorkflows(text: string): CalledWorkflows {
  const [, repository, commit] =
    /^([A-Za-z0-9-]+\/[A-Za-z0-9._-]+)@([0-9a-f]{40})$/.exec(text) ?? []
  if (repository === undefined || commit === undefined) {
    throw new InvalidArgumentError(
      'It must be owner/name@commit, with all 40 digits of the commit.',
    )
  }
  return { repository, commit, version }
}

export function region(text: string): string {
  if (!/^[a-z0-9]+$/.test(text)) {
    throw new InvalidArgumentError('It must be an Azure region such as westeurope.')
  }
  return text
}

/**
 * Refuses options that a form of a command does not take.
 *
 * @param taken names of those that it takes.
 * @param form the option that makes it that form.
 * @throws {UsageError} which names the others that were given.
 */
export function refuseOptions(command: Command, taken: readonly string[], form: string): void {
  const refused = command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .filter((option) => !taken.includes(option.attributeName()))
    .map(({ long }) => long)
  if (refused.length === 0) return
  throw new UsageError(`${form} does not go with ${refused.join(', ')}: leave one of them out`)
}

/** Columns of an inventory of old keys. */
const legacyColumn = /^(integrationKey|key)$/
