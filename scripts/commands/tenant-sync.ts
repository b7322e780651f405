import { join } from 'node:path'
import { EditRefused } from '../../src/config/edit-yaml.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { overrideOptions } from '../../src/plan/overrides.ts'
import { formatSync } from '../../src/tenants/format-sync.ts'
import {
  bringsUsers,
  planSync,
  type TenantChange,
  type TenantSync,
  withoutTenants,
} from '../../src/tenants/plan-sync.ts'
import { type RowProblem, readRows } from '../../src/tenants/read-rows.ts'
import { columnTarget, type NamedRows, nameColumns } from '../../src/tenants/tenant-columns.ts'
import { editTenantText, newTenantText, tenantPath } from '../../src/tenants/tenant-file.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadValidated, type ValidatedEnvironment } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { tableBytes } from '../input/table-bytes.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { refused } from '../output/refused.ts'
import { printLines, problemLine, refuseProblems } from '../output/row-problems.ts'
import { validateChange } from '../validation/check-change.ts'

export interface TenantSyncOptions {
  directory: string
  /** A file, or `-` for standard input. */
  from: string
  /** Columns of a tenant by the names that the table has for them. */
  column?: Record<string, string>
  ignoreColumns?: boolean
  skipInvalid?: boolean
  offboardAbsent?: boolean
  allowTenantsMoved?: number
  allowTenantsRemoved?: number
  dryRun?: boolean
}

/** Makes the tenants' files follow the product's database: all of it or nothing. */
export async function tenantSyncCommand(
  environmentName: string,
  options: TenantSyncOptions,
  io: Io,
): Promise<ExitCode> {
  const { from, directory, dryRun = false, column, ignoreColumns } = options
  const name = from === '-' ? 'standard input' : from
  const table = await readRows(name, tableBytes(options, io))
  const named = nameColumns(table, { columns: column, ignoreOthers: ignoreColumns })
  const ofColumns = named.columnProblems.map((message) => ({ place: name, message }))
  if (ofColumns.length > 0) return refuseProblems([...ofColumns, ...named.problems], io)
  return editEnvironment(environmentName, { directory, dryRun }, io, () =>
    followRows(environmentName, named, options, io),
  )
}

// --- internal ---

async function followRows(
  environmentName: string,
  table: TableRows,
  options: TenantSyncOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, dryRun, skipInvalid } = options
  const loaded = loadValidated(environmentName, directory, io)
  const { sync, files, findings, problems, isPossible } = planFiles(table, loaded, options, io)
  if (!isPossible || (problems.length > 0 && !skipInvalid)) return refuseProblems(problems, io)
  if (problems.some(({ id }) => id === undefined) && options.offboardAbsent) {
    printLines(problems.map(problemLine), io)
    return refused(
      'rows without a usable id are no proof that a tenant is absent',
      'correct them, or leave --offboard-absent out; nothing was changed',
      io,
    )
  }
  printLines(
    problems.map((problem) => `skipped: ${problemLine(problem)}`),
    io,
  )
  if (dryRun) {
    for (const [path, { change, text }] of files) {
      printDiff(path, change.before?.source.text, text, io)
    }
  }
  io.stdout.write(formatSync(sync, io.stdout.columns || 80))
  printLines(
    findings.map((finding) => `warning: ${problemLine(rowProblem(finding, files))}`),
    io,
  )
  const tooMany = beyondLimits(sync, options)
  if (tooMany.length > 0) {
    return refused(
      tooMany.map(({ message }) => message).join('; '),
      `look at each of them, then allow as many: ${tooMany.map(({ option }) => option).join(' ')}`,
      io,
    )
  }
  if (dryRun) {
    io.stdout.write('dry run: nothing was written\n')
    return exitCodes.good
  }
  const texts = [...files].map(([path, { text }]) => [join(directory, path), text] as const)
  const before = [...files].map(
    ([path, { change }]) => [join(directory, path), change.before?.source.text] as const,
  )
  await replaceFiles(new Map(texts), new Map(before))
  io.stdout.write(nextSteps(environmentName, sync))
  return exitCodes.good
}

function nextSteps(environment: string, { added, moved, changed }: TenantSync): string {
  const newUsers = [...added, ...moved, ...changed].filter(bringsUsers)
  const [someone] = newUsers
  if (someone !== undefined) {
    const others = newUsers.length === 1 ? '' : ` (and ${newUsers.length - 1} more)`
    return `
Next: users that are new must grant consent, unless they already have. Then verify:
  ikctl consent ${environment} ${someone.id}${others}
  ikctl smoke ${environment} --tenant ${someone.id}
`
  }
  const [first] = moved
  return first === undefined
    ? ''
    : `\nNext: verify what moved:\n  ikctl smoke ${environment} --tenant ${first.id}\n`
}

type TableRows = Pick<NamedRows, 'rows' | 'problems'>

/**
 * What the rows mean for the files. Where rows with problems are skipped, so are those whose tenants would
 * not be valid, until the rest is.
 *
 * @returns `isPossible`: false when something is wrong that no row is to blame for.
 */
function planFiles(
  { rows, problems: unread }: TableRows,
  { environment, tenantFiles, schemas }: ValidatedEnvironment,
  { directory, offboardAbsent = false, skipInvalid = false }: TenantSyncOptions,
  io: Io,
) {
  const ids = new Map(rows.map(({ place, cells }) => [place, cells.get('id')]))
  const planned = planSync(rows, tenantFiles, { offboardAbsent })
  const problems = [
    ...unread.map((problem) => {
      const id = ids.get(problem.place)
      return id ? { ...problem, id } : problem
    }),
    ...planned.problems,
  ]
  if (problems.length > 0 && !skipInvalid) {
    return { sync: planned, files: new Map(), findings: [], problems, isPossible: true }
  }
  for (;;) {
    const sync = withoutTenants(planned, new Set(problems.flatMap(({ id }) => id ?? [])))
    const { files, refusals } = changedFiles(sync, environment.path, schemas)
    const findings = findingsOf(environment.name, files, directory, io)
    const errors = findings.filter(({ severity }) => severity === 'error')
    const more = [...refusals, ...errors.map((finding) => rowProblem(finding, files))]
    problems.push(...more)
    const isPossible = more.every(({ id }) => id !== undefined)
    if (more.length === 0 || !isPossible || !skipInvalid) {
      return { sync, files, findings, problems, isPossible }
    }
  }
}

interface ChangedFile {
  change: TenantChange
  text: string
}

/** The files to write, by path. */
function changedFiles(
  { added, moved, offboarded, changed }: TenantSync,
  environmentPath: string,
  schemas: string,
): { files: Map<string, ChangedFile>; refusals: RowProblem[] } {
  const files = new Map<string, ChangedFile>()
  const refusals: RowProblem[] = []
  for (const change of [...added, ...moved, ...offboarded, ...changed]) {
    const { id, before, after } = change
    const path = tenantPath(environmentPath, id)
    try {
      const text =
        before === undefined
          ? newTenantText(path, after, schemas)
          : editTenantText(path, before.source.text, after)
      files.set(path, { change, text })
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error
      refusals.push({ place: change.row?.place ?? path, id, message: error.message })
    }
  }
  return { files, refusals }
}

/** Errors of the environment as it would be, and warnings about what would change. */
function findingsOf(
  environment: string,
  files: ReadonlyMap<string, ChangedFile>,
  directory: string,
  io: Io,
): Finding[] {
  // What is there was judged when it was loaded.
  if (files.size === 0) return []
  const texts = new Map([...files].map(([path, { text }]) => [path, text]))
  const { findings } = validateChange(environment, texts, directory, io)
  return findings.filter(
    ({ severity, file }) => severity === 'error' || (severity === 'warning' && files.has(file)),
  )
}

/** A finding as a problem of the row that it comes from. */
function rowProblem(
  { file, range, pointer, message, ruleId }: Finding,
  files: ReadonlyMap<string, ChangedFile>,
): RowProblem {
  const { row, id } = files.get(file)?.change ?? {}
  const text = `${message} [${ruleId}]`
  if (row === undefined) {
    const { line, column } = range?.start ?? { line: 1, column: 1 }
    return { place: `${file}:${line}:${column}`, message: text }
  }
  const column = [...row.cells.keys()].find(
    (name) => `/${columnTarget(name)?.join('/')}` === pointer,
  )
  return {
    place: row.place,
    ...(id !== undefined && { id }),
    ...(column !== undefined && { column }),
    message: text,
  }
}

function beyondLimits(
  { moved, offboarded }: TenantSync,
  { allowTenantsMoved = 0, allowTenantsRemoved = 0 }: TenantSyncOptions,
): { message: string; option: string }[] {
  const tenants = (count: number) => (count === 1 ? 'one tenant' : `${count} tenants`)
  const limits = []
  if (moved.length > allowTenantsMoved) {
    limits.push({
      message: `${tenants(moved.length)} would get another account or other users`,
      option: `${overrideOptions.tenantsMoved} ${moved.length}`,
    })
  }
  if (offboarded.length > allowTenantsRemoved) {
    limits.push({
      message: `${tenants(offboarded.length)} would no longer be served`,
      option: `${overrideOptions.tenantsRemoved} ${offboarded.length}`,
    })
  }
  return limits
}
