import { join } from 'node:path'
import type { Tenant } from '../../src/config/environment.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { environmentHistory } from '../../src/plan/environment-history.ts'
import { overrideOptions } from '../../src/plan/overrides.ts'
import { isProven, readCutoverProofs } from '../../src/rotation/check-cutover.ts'
import { cutoverFileName } from '../../src/rotation/evidence.ts'
import { cutoverProof } from '../../src/rotation/proofs.ts'
import { editTenantText, withStatus } from '../../src/tenants/tenant-file.ts'
import { plural } from '../../src/text/plural.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { readEvidence, readEvidenceKey } from '../environment/read-evidence.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { checkChange } from '../validation/check-change.ts'

export interface TenantCutoverOptions {
  directory: string
  dryRun?: boolean
  /** Ids of tenants that are moved without proof. */
  allowUnprovenCutover?: string[]
}

/** Makes the migrating tenants live that are proven to log in with the shared key, and nobody else. */
export function tenantCutoverCommand(
  name: string,
  options: TenantCutoverOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, dryRun = false } = options
  return editEnvironment(name, { directory, dryRun }, io, () => cutOver(name, options, io))
}

// --- internal ---

async function cutOver(
  name: string,
  { directory, dryRun, allowUnprovenCutover: allowed = [] }: TenantCutoverOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment, tenantFiles } = loadValidated(name, directory, io)
  const migrating = environment.tenants.filter(({ status }) => status === 'migrating')
  if (migrating.length === 0) {
    throw new UsageError(`nothing to cut over: "${name}" has no migrating tenant`)
  }
  const stranger = allowed.find((id) => !migrating.some((tenant) => tenant.id === id))
  if (stranger !== undefined) {
    throw new UsageError(
      `${overrideOptions.unprovenCutovers} ${JSON.stringify(stranger)}: "${name}" has no such migrating tenant`,
    )
  }
  const git = gitRevision(directory)
  const history = git && environmentHistory(directory, git.commit, name)
  const text = readEvidence(environment, cutoverFileName, directory)
  const proof = await readCutoverProofs(environment, [{ text, isMerged: history?.isAncestor }], {
    evidenceKey: readEvidenceKey(environment, directory),
    now: io.now(),
  })
  const isMoved = (tenant: Tenant) => isProven(proof, tenant) || allowed.includes(tenant.id)
  const moved = migrating.filter(isMoved)
  const left = migrating.filter((tenant) => !isMoved(tenant))
  const [refusal] = proof.refusals
  if (moved.length === 0) {
    return refused(
      refusal?.message ??
        (text === undefined
          ? `evidence/${cutoverFileName} is missing: nothing proves who can log in with the shared key`
          : `evidence/${cutoverFileName} is about none of the migrating tenants as they are`),
      refusal?.wayForward ?? `\`${cutoverProof.command(name, '')}\` makes it`,
      io,
    )
  }
  const files = tenantFiles.filter(({ id }) => moved.some((tenant) => tenant.id === id))
  const texts = new Map(
    files.map(({ source, value }) => [
      source.path,
      editTenantText(source.path, source.text, withStatus(value, 'live')),
    ]),
  )
  if (!checkChange(name, texts, directory, io).mayBeWritten) return exitCodes.problems
  const before = new Map(files.map(({ source }) => [source.path, source.text]))
  if (dryRun) {
    for (const [path, after] of texts) printDiff(path, before.get(path), after, io)
  } else {
    const absolute = (all: ReadonlyMap<string, string>) =>
      new Map([...all].map(([path, content]) => [join(directory, path), content]))
    await replaceFiles(absolute(texts), absolute(before))
  }
  say(summary(name, moved, left), io.stdout)
  if (dryRun) io.stdout.write('dry run: nothing was written\n')
  return exitCodes.good
}

function summary(name: string, moved: readonly Tenant[], left: readonly Tenant[]): string {
  const list = (tenants: readonly Tenant[]) => tenants.map(({ id }) => `  ${id}\n`).join('')
  const old = moved.map(
    ({ id, legacy }) => `  ${id}  integration key ${legacy?.integrationKey}, ${legacy?.key}\n`,
  )
  const waiting =
    left.length === 0
      ? ''
      : `\nstay migrating, because nothing proves that they can log in with the shared key:\n${list(left)}`
  return `cut over: ${plural(moved.length, 'tenant')}\n${list(moved)}${waiting}
Next: a pull request with these files and evidence/${cutoverFileName}. After it is deployed and every
process has followed, delete the old key pairs at Docusign, then disable what signed with them
(\`ikctl key sync ${name} --yes --disable-legacy\`):
${old.join('')}`
}
