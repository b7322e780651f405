import type { Tenant } from '../../src/config/environment.ts'
import { type LoginFailure, loginFailure } from '../../src/docusign/login-failure.ts'
import { compareReports } from '../../src/smoke/compare-reports.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { failures } from './fake-docusign.ts'
import { simulateSmoke } from './simulate-smoke.ts'
import { guid, smokeEnvironment } from './smoke-environment.ts'

/** A fleet whose tenants have names, labels, states and roles as real ones have. */
export interface Fleet {
  tenants: number
  /** How the user with this number fails; each tenant has one user, every fifth has two. */
  failing?: (number: number) => LoginFailure | undefined
  /** The same for an earlier run to compare with. */
  failedBefore?: (number: number) => LoginFailure | undefined
}

/** The report of a simulated run: the same fleet, the same report. */
export async function fleetReport({
  tenants,
  failing = () => undefined,
  failedBefore,
}: Fleet): Promise<SmokeReport> {
  const environment = {
    ...smokeEnvironment(Array.from({ length: tenants }, (_, index) => fleetTenant(index))),
    name: 'production',
  }
  const numbers = new Map(
    environment.tenants
      .flatMap(({ users }) => Object.values(users))
      .sort()
      .map((user, number) => [user, number]),
  )
  const run = async (fails: NonNullable<Fleet['failing']>) => {
    const { docusign, run: start } = simulateSmoke(environment)
    docusign.fault = ({ userId, endpoint }) => {
      const number = endpoint === 'token' ? numbers.get(userId) : undefined
      const failure = number === undefined ? undefined : fails(number)
      return failure && { failure }
    }
    return start({ rate: 1000, concurrency: 256, seed: 1 })
  }
  const report = await run(failing)
  if (failedBefore === undefined) return report
  return { ...report, comparison: compareReports(await run(failedBefore), report) }
}

/** Failures of several classes, in turn. */
export function someFailure(number: number): LoginFailure {
  const kinds = [
    failures.consentRequired,
    failures.userNotFound,
    failures.consentRequired,
    failures.unknown,
    accountMismatch,
  ]
  return (kinds[number % kinds.length] ?? failures.unknown)()
}

// --- internal ---

const first = ['Acme', 'Adatum', 'Alpine', 'Bellows', 'Blue Yonder', 'Coho', 'Contoso', 'Fabrikam']
const second = ['Bank', 'Clinics', 'Energy', 'Foods', 'Insurance', 'Logistics', 'Housing', 'Works']
const regions = ['eu', 'us', 'ca', 'ap']

function fleetTenant(number: number): Tenant {
  const words = [first[number % 8], second[Math.floor(number / 8) % 8]]
  const lap = Math.floor(number / 64)
  const name = [...words, ...(lap > 0 ? [String(lap + 1)] : [])].join(' ')
  return {
    id: name.toLowerCase().replaceAll(' ', '-'),
    name,
    status: number % 40 === 39 ? 'suspended' : number % 25 === 24 ? 'onboarding' : 'live',
    account: guid(number, 10),
    users: {
      default: guid(2 * number, 11),
      ...(number % 5 === 4 && { hr: guid(2 * number + 1, 11) }),
    },
    labels: { region: regions[number % 4] ?? 'eu', tier: number % 3 === 0 ? 'gold' : 'basic' },
  }
}

function accountMismatch(): LoginFailure {
  return loginFailure({
    class: 'account_mismatch',
    phase: 'response',
    status: 200,
    message: 'the user logs in, but is not a member of the account that the configuration names',
  })
}
