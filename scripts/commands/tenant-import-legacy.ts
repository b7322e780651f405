import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { failureReason } from '../../src/files/failure-reason.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { defaultKeyName } from '../../src/key-pair/vault-names.ts'
import { PrivateKeyRefused } from '../../src/keys/private-key.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import { formatSync } from '../../src/tenants/format-sync.ts'
import { importLegacyKey, legacyKeyId, publicHalfOf } from '../../src/tenants/import-legacy-key.ts'
import { legacyRows, notImported } from '../../src/tenants/legacy-rows.ts'
import { planSync, type TenantChange, type TenantSync } from '../../src/tenants/plan-sync.ts'
import { type Row, type RowProblem, readRows } from '../../src/tenants/read-rows.ts'
import { editTenantText, newTenantText, tenantPath } from '../../src/tenants/tenant-file.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadValidated, type ValidatedEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { tableBytes } from '../input/table-bytes.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { listProblems, refuseProblems } from '../output/row-problems.ts'
import { checkChange } from '../validation/check-change.ts'

export interface TenantImportLegacyOptions {
  directory: string
  /** A file, or `-` for standard input. */
  from: string
  /** Folder with the PEM files of tenants whose key is in no vault yet. */
  keys?: string
  /** Columns of a tenant by the names that the table has for them. */
  column?: Record<string, string>
  ignoreColumns?: boolean
  /** How keys out of PEM files are kept. */
  custody?: 'key' | 'secret'
  dryRun?: boolean
}

/** Takes in tenants that have an integration key of their own: their keys into the vault, then their files. */
export async function tenantImportLegacyCommand(
  name: string,
  options: TenantImportLegacyOptions,
  io: Io,
): Promise<ExitCode> {
  const { from, directory, dryRun = false, column, ignoreColumns } = options
  const source = from === '-' ? 'standard input' : from
  const table = await readRows(source, tableBytes(options, io))
  const { rows, pems, problems } = legacyRows(source, table, {
    columns: column,
    ignoreOthers: ignoreColumns,
    hasKeys: options.keys !== undefined,
  })
  if (problems.length > 0) return refuseProblems(problems, io)
  return editEnvironment(name, { directory, dryRun }, io, async () => {
    const loaded = loadValidated(name, directory, io)
    const planned = planSync(withImported(rows, loaded), loaded.tenantFiles, {
      offboardAbsent: false,
    })
    // An inventory is about some tenants: the others are not looked at.
    const sync = { ...planned, absent: [], returned: [] }
    const unusable = [...sync.problems, ...served(sync), ...unreadableKeys(pems, options)]
    if (unusable.length > 0) return refuseProblems(unusable, io)
    return write(sync, pems, loaded, options, io)
  })
}

// --- internal ---

/** The places of PEM files, by tenant. */
type Pems = ReadonlyMap<string, { place: string; file: string }>

async function write(
  sync: TenantSync,
  pems: Pems,
  loaded: ValidatedEnvironment,
  options: TenantImportLegacyOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment } = loaded
  const { directory, dryRun = false } = options
  const changes = changesOf(sync)
  const planned = textsOf(changes, new Map(), loaded)
  if (!checkChange(environment.name, planned, directory, io).mayBeWritten) return exitCodes.problems
  if (dryRun) {
    for (const { id, before } of changes) {
      const path = tenantPath(environment.path, id)
      printDiff(path, before?.source.text, planned.get(path) ?? '', io)
    }
    io.stdout.write(`${formatSync(sync, io.stdout.columns || 80)}dry run: nothing was written\n`)
    return exitCodes.good
  }
  const imported = await importKeys(pems, loaded, options, io)
  if ('problems' in imported) {
    listProblems(imported.problems, io)
    io.stderr.write(
      `incomplete: no file was written; ${imported.done} of ${pems.size} keys are in the vault\nfix: repair that, and run the same command again: it continues where it stopped\n`,
    )
    return exitCodes.incomplete
  }
  const texts = textsOf(changes, imported.keys, loaded)
  const before = new Map(
    changes.map(({ id, before }) => [tenantPath(environment.path, id), before?.source.text]),
  )
  const absolute = <T>(files: ReadonlyMap<string, T>) =>
    new Map([...files].map(([path, text]) => [join(directory, path), text]))
  await replaceFiles(absolute(texts), absolute(before))
  io.stdout.write(
    `${formatSync(sync, io.stdout.columns || 80)}${nextSteps(environment.name, pems)}`,
  )
  return exitCodes.good
}

/** The rows of tenants whose PEM file was imported before name the key that came of it. */
function withImported(rows: readonly Row[], { tenantFiles }: ValidatedEnvironment): Row[] {
  const keys = new Map(tenantFiles.map(({ id, value }) => [id, value.legacy?.key]))
  return rows.map(({ place, cells }) => {
    const id = cells.get('id') ?? ''
    const key = keys.get(id)
    const isImported = key?.split('/').at(-2) === defaultKeyName(legacyKeyId(id))
    if (!isImported || cells.get('legacy.key') !== notImported) return { place, cells }
    return { place, cells: new Map([...cells, ['legacy.key', key ?? '']]) }
  })
}

function changesOf({ added, moved, changed }: TenantSync): TenantChange[] {
  return [...added, ...moved, ...changed]
}

/** Whose customers log in with the shared key already: their way does not lead back. */
function served(sync: TenantSync): RowProblem[] {
  return changesOf(sync).flatMap(({ id, row, before }) =>
    before === undefined || ['onboarding', 'migrating'].includes(before.value.status)
      ? []
      : [
          {
            place: row?.place ?? before.source.path,
            id,
            message: `the tenant is ${before.value.status}: only a new, an onboarding or a migrating one can be imported`,
          },
        ],
  )
}

function unreadableKeys(pems: Pems, { keys = '', directory }: TenantImportLegacyOptions) {
  return [...pems].flatMap(([id, { place, file }]): RowProblem[] => {
    try {
      publicHalfOf(readFileSync(resolve(directory, keys, file)), file)
      return []
    } catch (error) {
      const message =
        error instanceof PrivateKeyRefused
          ? error.message
          : `cannot read the PEM file ${file}: ${failureReason(error)}`
      return [{ place, id, message }]
    }
  })
}

/** Puts the keys into the vault one after the other; each is there before a file names it. */
async function importKeys(
  pems: Pems,
  { environment }: ValidatedEnvironment,
  { keys: folder = '', directory, custody = 'key' }: TenantImportLegacyOptions,
  io: Io,
): Promise<{ keys: Map<string, string> } | { problems: RowProblem[]; done: number }> {
  const keys = new Map<string, string>()
  if (pems.size === 0) return { keys }
  const { azure, signingVault, close } = await openEnvironment(environment, io)
  try {
    const vault = { vaultUrl: signingVault, ...(await azure()) }
    for (const [id, { place, file }] of pems) {
      io.signal.throwIfAborted()
      try {
        const pem = readFileSync(resolve(directory, folder, file))
        keys.set(id, await importLegacyKey({ tenant: id, pem, source: file, custody, ...vault }))
      } catch (error) {
        if (!(error instanceof SignerError) && !isRefusal(error)) throw error
        return { problems: [{ place, id, message: error.message }], done: keys.size }
      }
    }
    return { keys }
  } finally {
    await close()
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_KEY_IMPORT_REFUSED'
}

function textsOf(
  changes: readonly TenantChange[],
  keys: ReadonlyMap<string, string>,
  { environment, schemas }: ValidatedEnvironment,
): Map<string, string> {
  return new Map(
    changes.map(({ id, before, after }) => {
      const path = tenantPath(environment.path, id)
      const key = keys.get(id)
      const { legacy } = after
      const tenant = legacy && key !== undefined ? { ...after, legacy: { ...legacy, key } } : after
      const text =
        before === undefined
          ? newTenantText(path, tenant, schemas)
          : editTenantText(path, before.source.text, tenant)
      return [path, text]
    }),
  )
}

function nextSteps(name: string, pems: Pems): string {
  const copies =
    pems.size === 0
      ? ''
      : `The keys are in the vault. After \`ikctl smoke ${name}\` has passed, delete the PEM files
and every other copy: nothing can take back a copy that you do not know.
`
  return `
Next: verify that everybody still logs in, and see who has consented to the shared key:
  ikctl smoke ${name}
  ikctl consent ${name} --waiting reports/${name}.json --format csv=mailing.csv
${copies}`
}
