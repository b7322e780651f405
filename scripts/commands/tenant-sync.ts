import { join } from 'node:path'
import { EditRefused } from '../../src/config/edit-yaml.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { overrideOptions } from '../../src/plan/overrides.ts'
import { formatSync } from '../../src/tenants/format-sync.ts'
import { planSync, type TenantChange, type TenantSync } from '../../src/tenants/plan-sync.ts'
import { type Row, type RowProblem, readRows } from '../../src/tenants/read-rows.ts'
import { columnProblems, columnTarget } from '../../src/tenants/tenant-columns.ts'
import { editTenantText, newTenantText, tenantPath } from '../../src/tenants/tenant-file.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { validateChange } from '../validation/check-change.ts'

export interface TenantSyncOptions {
  directory: string
  /** A file, or `-` for standard input. */
  from: string
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
  const { name, bytes } = await readSource(options, io)
  const { columns, rows, problems } = readRows(name, bytes)
  const ofColumns = columnProblems(columns).map((message) => ({ place: name, message }))
  if (ofColumns.length > 0) return refuseProblems([...ofColumns, ...problems], io)
  const { directory, dryRun = false } = options
  return editEnvironment(environmentName, { directory, dryRun }, io, () =>
    followRows(environmentName, { rows, problems }, options, io),
  )
}

// --- internal ---

async function followRows(
  environmentName: string,
  { rows, problems }: { rows: readonly Row[]; problems: readonly RowProblem[] },
  options: TenantSyncOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, dryRun, offboardAbsent = false } = options
  const { environment, tenantFiles, schemas } = loadValidated(environmentName, directory, io)
  const sync = planSync(rows, tenantFiles, { offboardAbsent })
  const ofRows = [...problems, ...sync.problems]
  if (ofRows.length > 0) return refuseProblems(ofRows, io)

  const { files, refusals } = changedFiles(sync, environment.path, schemas)
  const findings = findingsOf(environment.name, files, directory, io)
  const errors = findings.filter(({ severity }) => severity === 'error')
  const ofFiles = [...refusals, ...errors.map((finding) => rowProblem(finding, files))]
  if (ofFiles.length > 0) return refuseProblems(ofFiles, io)

  if (dryRun) {
    for (const [path, { change, text }] of files) {
      printDiff(path, change.before?.source.text, text, io)
    }
  }
  io.stdout.write(formatSync(sync, io.stdout.columns || 80))
  tell(
    findings.map((finding) => `warning: ${line(rowProblem(finding, files))}`),
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
  const [someone] = [...sync.added, ...sync.moved]
  if (someone !== undefined) {
    io.stdout.write(`
next: who is new or has other users has to grant consent, and to log in:
  ikctl consent ${environment.name} ${someone.id}
  ikctl smoke ${environment.name} --tenant ${someone.id}
`)
  }
  return exitCodes.good
}

interface ChangedFile {
  change: TenantChange
  text: string
}

/** Lines that are printed of many. */
const shown = 50

async function readSource({ from, directory }: TenantSyncOptions, io: Io) {
  if (from === '-') return { name: 'standard input', bytes: await io.readStdin() }
  return { name: from, bytes: readNamedFile(from, directory, 'the table') }
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
      refusals.push({ place: change.row?.place ?? path, message: error.message })
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
  const row = files.get(file)?.change.row
  const text = `${message} [${ruleId}]`
  if (row === undefined) {
    const { line, column } = range?.start ?? { line: 1, column: 1 }
    return { place: `${file}:${line}:${column}`, message: text }
  }
  const column = [...row.cells.keys()].find(
    (name) => `/${columnTarget(name)?.join('/')}` === pointer,
  )
  return { place: row.place, ...(column !== undefined && { column }), message: text }
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

function refuseProblems(problems: readonly RowProblem[], io: Io): ExitCode {
  tell(problems.map(line), io)
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  return refused(count, 'mend what is said above; nothing was changed', io)
}

function tell(lines: readonly string[], io: Io): void {
  const more = lines.length > shown ? [`and ${lines.length - shown} more`] : []
  say([...lines.slice(0, shown), ...more].map((each) => `${each}\n`).join(''), io.stderr)
}

function line({ place, column, message }: RowProblem): string {
  return `${place}: ${column === undefined ? '' : `column ${column}: `}${message}`
}
