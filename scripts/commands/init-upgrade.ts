import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { firstFiles } from '../../src/init/first-files.ts'
import { maintainedFiles, type RepositoryParts } from '../../src/init/new-repository.ts'
import {
  type FileUpgrade,
  type InitRecord,
  initRecord,
  planUpgrade,
  upgradedRecord,
} from '../../src/init/upgrade.ts'
import { version } from '../../src/version.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { calledWorkflows } from '../input/option-values.ts'
import { readTemplate } from '../input/read-template.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { say } from '../output/say.ts'

/** Where `init` says what it wrote. */
export const recordFile = '.ikctl.json'

export interface InitUpgradeOptions {
  directory: string
  /** Only says whether something is to be done. */
  check?: boolean
  workflows?: RepositoryParts['workflows']
}

/** Brings the files that are the same for all teams up to date; merges what somebody changed, or leaves it. */
export async function initUpgradeCommand(
  folder: string,
  options: InitUpgradeOptions,
  io: Io,
): Promise<ExitCode> {
  const target = resolve(options.directory, folder)
  const current = (path: string) => readFileIfThere(join(target, path))
  const record = readRecord(current)
  const workflows =
    options.workflows ??
    (record.workflows === undefined ? undefined : calledWorkflows(record.workflows))
  const parts = { ci: record.ci, version, ...(workflows && { workflows }) }
  const files = maintainedFiles({ ...parts, template: readTemplate() })
  const upgrades = planUpgrade({
    files,
    current,
    known: new Map(Object.entries(record.files).map(([path, id]) => [path, [id]])),
    base: (path) => record.merged?.[path] ?? readBlob(target, record.files[path]),
    merge,
  })
  for (const upgrade of upgrades) show(upgrade, io)
  const conflicts = upgrades.filter(({ kind }) => kind === 'conflict')
  const others = upgrades.length - conflicts.length
  if (options.check) {
    say(
      upgrades.length === 0
        ? `up to date with ikctl ${version}\n`
        : `${upgrades.length} files differ from ikctl ${version}: \`ikctl init --upgrade\` updates ${others} of them\n`,
      io.stdout,
    )
    return upgrades.length === 0 ? exitCodes.good : exitCodes.problems
  }
  const next = upgradedRecord(record, initRecord(parts, files), files, upgrades)
  await write(target, upgrades, next)
  const left = conflicts.length === 0 ? '' : `, left ${conflicts.length} for you to edit`
  say(`updated ${others} files to ikctl ${version}${left}\n`, io.stdout)
  return conflicts.length === 0 ? exitCodes.good : exitCodes.problems
}

// --- internal ---

function readRecord(current: (path: string) => string | undefined): InitRecord {
  const text = current(recordFile)
  if (text === undefined) {
    if (!Object.keys(firstFiles).some((path) => current(path) !== undefined)) {
      throw new UsageError(`there is no ${recordFile} here: run this where \`ikctl init\` wrote to`)
    }
    const isAzure = current('azure-pipelines.yml') !== undefined
    return { ikctl: '0.1.0', ci: isAzure ? 'azure-pipelines' : 'github', files: firstFiles }
  }
  try {
    const record = JSON.parse(text) as Partial<InitRecord>
    if (typeof record.files === 'object' && record.ci !== undefined) return record as InitRecord
  } catch {
    // Said below.
  }
  throw new UsageError(`${recordFile} is damaged: restore it from Git`)
}

/** The content that Git has under an id; undefined where it has none. */
function readBlob(target: string, id: string | undefined): string | undefined {
  if (id === undefined || !/^[0-9a-f]{40}$/.test(id)) return undefined
  const { status, stdout } = spawnSync('git', ['cat-file', 'blob', id], {
    cwd: target,
    encoding: 'utf8',
  })
  return status === 0 ? stdout : undefined
}

/** Git's own three-way merge. */
function merge(current: string, base: string, after: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-merge-'))
  try {
    const paths = [current, base, after].map((text, index) => {
      const path = join(folder, `${index}`)
      writeFileSync(path, text)
      return path
    })
    const { status, stdout } = spawnSync('git', ['merge-file', '--stdout', ...paths], {
      encoding: 'utf8',
    })
    return status === 0 ? stdout : undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function show(upgrade: FileUpgrade, io: Io): void {
  const { kind, path, before, after } = upgrade
  if (kind === 'conflict') {
    say(`left    ${path}: ${upgrade.why}\n`, io.stdout)
    if (after !== undefined) say('        ikctl has this instead:\n', io.stdout)
  } else say(`${verbs[kind]} ${path}\n`, io.stdout)
  if (after !== undefined) printDiff(path, before, after, io)
}

const verbs = { write: 'update ', merge: 'merge  ', remove: 'delete ' }

async function write(
  target: string,
  upgrades: readonly FileUpgrade[],
  record: InitRecord,
): Promise<void> {
  const contents = new Map<string, string>()
  const before = new Map<string, string>()
  for (const upgrade of upgrades) {
    const path = join(target, upgrade.path)
    if (upgrade.kind === 'conflict' || upgrade.after === undefined) continue
    contents.set(path, upgrade.after)
    if (upgrade.before !== undefined) before.set(path, upgrade.before)
  }
  await replaceFiles(contents, before)
  for (const { kind, path } of upgrades) {
    if (kind === 'remove' && existsSync(join(target, path))) rmSync(join(target, path))
  }
  // Last: as long as it is the old one, running this again does what is left.
  const text = `${JSON.stringify(record, null, 2)}\n`
  await replaceFiles(new Map([[join(target, recordFile), text]]))
}
