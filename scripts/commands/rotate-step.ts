import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../src/config/environment.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import type { KeyPairMap } from '../../src/key-pair/key-pair-map.ts'
import { editKeyPairs } from '../../src/rotation/edit-key-pairs.ts'
import { nextSteps } from '../../src/rotation/next-steps.ts'
import type { MovedKeyPair, Step } from '../../src/rotation/plan-step.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import type { ValidatedEnvironment } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { checkChange } from '../validation/check-change.ts'

/** What all verbs of `ikctl rotate` take. */
export interface RotateOptions {
  directory: string
  /** Print the change instead of writing it. */
  dryRun?: boolean
}

/** A change of an environment's files. */
export interface RotationChange {
  /** As the files declare it, and their text. */
  loaded: Pick<ValidatedEnvironment, 'environment' | 'keyPairsText'>
  /** All key pairs afterwards. */
  keyPairs: KeyPairMap
  moved: readonly MovedKeyPair[]
  /** Other files to write, by path relative to the start folder. */
  files?: ReadonlyMap<string, string>
  /** What comes before the next steps of the key pairs as they are then. */
  first?: readonly string[]
}

/**
 * Writes a change, or prints it as a diff. What the rules would refuse is not written. Each file is
 * replaced whole, `key-pairs.yaml` last: as long as it is the old one, running the verb again does all
 * of it again.
 */
export function applyChange(
  change: RotationChange,
  options: RotateOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, dryRun = false } = options
  return editEnvironment(change.loaded.environment.name, { directory, dryRun }, io, () =>
    writeChange(change, options, io),
  )
}

/** Ends a verb for which there is nothing to write: it was done before, or is refused. */
export function endStep(
  step: Exclude<Step, { outcome: 'ready' }>,
  environment: Environment,
  io: Io,
): ExitCode {
  if (step.outcome === 'refused') return refused(step.message, step.wayForward, io)
  say(`already done: ${step.message}\n`, io.stdout)
  printNext(nextSteps(environment, io.now()), io)
  return exitCodes.good
}

/**
 * Whether keys are declared: where the vaults are, which then outlive a command, or the active one is as well.
 */
export function declaresKeys({ integration, keyPairs }: Environment): boolean {
  if (integration.vaults !== undefined) return true
  const active = [...keyPairs.values()].find(({ state }) => state === 'active')
  return active?.key !== undefined
}

// --- internal ---

async function writeChange(
  { loaded, keyPairs, moved, files = new Map(), first = [] }: RotationChange,
  { directory, dryRun }: RotateOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment, keyPairsText } = loaded
  const path = `${environment.path}/key-pairs.yaml`
  const before = readFileSync(join(directory, path), 'utf8')
  if (before.replace(/^\uFEFF/, '') !== keyPairsText) {
    const wayForward = 'look at the change, and run this again'
    return refused(`${path} was changed while this ran`, wayForward, io)
  }
  const changed = new Map([...files, [path, editKeyPairs(before, keyPairs)]])
  const { mayBeWritten } = checkChange(environment.name, changed, directory, io)
  if (!mayBeWritten) return exitCodes.problems
  const texts = new Map<string, string>()
  const old = new Map<string, string | undefined>()
  for (const [file, text] of changed) {
    const place = join(directory, file)
    const present = file === path ? before : readFileIfThere(place)
    if (present === text) continue
    if (dryRun) printDiff(file, present, text, io)
    texts.set(place, text)
    old.set(place, present)
  }
  if (!dryRun) await replaceFiles(texts, old)
  for (const { id, from, to } of moved) {
    const was = from === 'none' ? 'new' : from
    io.stdout.write(`${id}: ${was} -> ${to === 'none' ? 'removed' : to}\n`)
  }
  if (dryRun) io.stdout.write('dry run: nothing was written\n')
  printNext([...first, ...nextSteps({ ...environment, keyPairs }, io.now())], io)
  return exitCodes.good
}

function printNext(steps: readonly string[], io: Io): void {
  if (steps.length === 0) return
  const text = steps.map((step, index) => `  ${index + 1}. ${step}\n`).join('')
  say(`\nnext:\n${text}`, io.stdout)
}
