import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../src/config/environment.ts'
import type { TenantFile } from '../../src/config/generated/tenant.ts'
import { canonicalGuid } from '../../src/config/guid.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { newTenantText, tenantPath } from '../../src/tenants/tenant-file.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadValidated, type ValidatedEnvironment } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { checkChange } from '../validation/check-change.ts'
import { completeTenant, type GivenTenant } from './complete-tenant.ts'
import { onboardingSteps } from './onboarding-steps.ts'

export interface TenantAddOptions extends GivenTenant {
  directory: string
  dryRun?: boolean
  findAccount?: boolean
}

/** Writes the file of a new tenant. What was not given is asked for on a terminal. */
export async function tenantAddCommand(
  environmentName: string,
  givenId: string | undefined,
  options: TenantAddOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, dryRun } = options
  const { environment, schemas } = loadValidated(environmentName, directory, io, { tenants: [] })
  if (givenId !== undefined) {
    const taken = tenantPath(environment.path, givenId)
    if (existsSync(join(directory, taken))) {
      return refused(
        `the tenant "${givenId}" is there already: ${taken}`,
        'edit that file, or choose another id',
        io,
      )
    }
  }
  const account = await accountOf(environment, options, io)
  const given = { ...options, ...(account !== undefined && { account }) }
  const { id, tenant } = await completeTenant(environment, givenId, given, io)
  // While the questions were answered, the files may have changed.
  return editEnvironment(environmentName, { directory, dryRun: dryRun === true }, io, () =>
    addTenant({ environment, schemas, id, tenant }, options, io),
  )
}

// --- internal ---

/** The account as it was given, or as a login of the user finds it. */
async function accountOf(
  environment: Environment,
  { account, findAccount: isSought, user = {}, directory }: TenantAddOptions,
  io: Io,
): Promise<string | undefined> {
  if (!isSought) return account
  const id = user.default ?? Object.values(user)[0]
  if (account !== undefined || id === undefined) {
    throw new UsageError(
      '--find-account logs in as the user of --user and takes its account: name that user, and no --account',
    )
  }
  // What is wrong with the id is said later, as for any other.
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return undefined
  const { findAccount } = await import('./find-account.ts')
  return findAccount(environment, canonicalGuid(id), { directory }, io)
}

interface NewTenant extends Pick<ValidatedEnvironment, 'environment' | 'schemas'> {
  id: string
  tenant: TenantFile
}

async function addTenant(
  { environment, schemas, id, tenant }: NewTenant,
  { directory, dryRun }: TenantAddOptions,
  io: Io,
): Promise<ExitCode> {
  const path = tenantPath(environment.path, id)
  const text = newTenantText(path, tenant, schemas)
  const { mayBeWritten } = checkChange(
    environment.name,
    new Map([[path, text]]),
    directory,
    io,
    ({ file }) => file === path,
  )
  if (!mayBeWritten) return exitCodes.problems
  if (dryRun) {
    printDiff(path, undefined, text, io)
    io.stdout.write('dry run: nothing was written\n')
    return exitCodes.good
  }
  const file = join(directory, path)
  await replaceFiles(new Map([[file, text]]), new Map([[file, undefined]]))
  say(`added ${path}\n${onboardingSteps(environment, id, tenant)}`, io.stdout)
  return exitCodes.good
}
