import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../src/files/replace-file.ts'
import { newTenantText, tenantPath } from '../../src/tenants/tenant-file.ts'
import { loadValidated } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
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
}

/** Writes the file of a new tenant. What was not given is asked for on a terminal. */
export async function tenantAddCommand(
  environmentName: string,
  givenId: string | undefined,
  options: TenantAddOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, dryRun } = options
  const { environment, schemas } = loadValidated(environmentName, directory, io)
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
  const { id, tenant } = await completeTenant(environment, givenId, options, io)
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
  replaceFile(join(directory, path), text)
  say(`added ${path}\n${onboardingSteps(environment, id, tenant)}`, io.stdout)
  return exitCodes.good
}
