import type { Environment, Tenant } from '../../src/config/environment.ts'
import { checkSigner } from '../../src/doctor/check-signer.ts'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { type Diagnosis, inOrder } from '../../src/doctor/diagnosis.ts'
import { formatDiagnosis } from '../../src/doctor/format-diagnosis.ts'
import { settingsReader } from '../../src/drift/settings-drift.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import type { Session } from '../../src/session/open-session.ts'
import { jsonText } from '../../src/text/json.ts'
import { chooseSigner } from '../environment/choose-signer.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats, type Look } from '../output/formats.ts'

export interface DoctorOptions {
  directory: string
  format: string[]
  role?: string
  keyFile?: string
}

/** Says why one login does not work, step by step. */
export async function doctorCommand(
  name: string,
  tenantId: string | undefined,
  options: DoctorOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, doctorFormats, 'human')
  const tenants = tenantId === undefined ? [] : [tenantId]
  const environment = loadEnvironment(name, options.directory, io, { tenants })
  const tenant = findTenant(environment, options.role)
  const diagnosis = await diagnoseEnvironment(environment, tenant, options, io)
  emitFormats(
    formats,
    (format, look) => doctorFormats[format](diagnosis, look),
    io,
    options.directory,
  )
  const failed = diagnosis.steps.find(({ id }) => id === diagnosis.cause)
  return failed === undefined ? exitCodes.good : exitCodeOfScope[failed.scope ?? 'tenant']
}

// --- internal ---

const exitCodeOfScope = {
  app: exitCodes.integrationKey,
  tenant: exitCodes.problems,
  host: exitCodes.incomplete,
}

const doctorFormats = {
  human: (diagnosis: Diagnosis, look: Look): string => formatDiagnosis(diagnosis, look),
  json: (diagnosis: Diagnosis): string => jsonText(diagnosis),
}

function findTenant(
  { tenants: [tenant] }: Environment,
  role: string | undefined,
): Tenant | undefined {
  if (tenant === undefined) {
    if (role === undefined) return undefined
    throw new UsageError('--role names a user of a tenant: name the tenant as well')
  }
  if (role !== undefined && tenant.users[role] === undefined) {
    throw new UsageError(
      `tenant "${tenant.id}" has no user "${role}": it has ${Object.keys(tenant.users).join(', ')}`,
    )
  }
  return tenant
}

async function diagnoseEnvironment(
  environment: Environment,
  tenant: Tenant | undefined,
  { directory, role, keyFile }: DoctorOptions,
  io: Io,
): Promise<Diagnosis> {
  let open: Session
  try {
    open = await openEnvironment(environment, io)
  } catch (error) {
    // Key pairs on emulators are found in their vault.
    if (!(error instanceof SignerError)) throw error
    return withoutVault(environment, tenant, error)
  }
  try {
    return await diagnose({
      ...{ session: open, tenant, role },
      openSigner: () =>
        chooseSigner(open, { directory, ...(keyFile !== undefined && { keyFile }) }, io),
      isPem: keyFile !== undefined || Boolean(io.env.IKCTL_PRIVATE_KEY),
      readSettings: async () => settingsReader(await open.openSettingsVault())(),
    })
  } finally {
    await open.close()
  }
}

async function withoutVault(
  { name, integration: { managementAccount } }: Environment,
  tenant: Tenant | undefined,
  error: SignerError,
): Promise<Diagnosis> {
  const fail = () => Promise.reject(error)
  const { steps } = await checkSigner(fail, { source: 'the emulated vault', isVault: true })
  return {
    ...{ schemaVersion: 1, environment: name, ...(tenant && { tenant: tenant.id }) },
    user: tenant?.users.default ?? managementAccount.canaryUser,
    account: tenant?.account ?? managementAccount.id,
    ...inOrder(steps),
  }
}
