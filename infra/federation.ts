import { createHash } from 'node:crypto'
import { listOf, textMap } from './parse.ts'

/** A token from outside Azure that stands for an identity: its `iss` and `sub`, compared byte for byte. */
export interface FederatedSubject {
  /** Name of the federated credential, the same for the same issuer and subject. */
  name: string
  issuer: string
  subject: string
}

/** The only audience that Entra accepts in the public cloud. */
export const tokenAudience = 'api://AzureADTokenExchange'

/**
 * One entry of the configuration:
 * `{github: {repository, environment | branch}}`, `{azurePipelines: {issuer, subject}}` or
 * `{kubernetes: {issuer, namespace, serviceAccount}}`.
 *
 * A pull request is deliberately no GitHub subject: anybody who may open one would get the identity.
 *
 * @throws {TypeError} when it has another form.
 */
export function parseSubject(value: unknown): FederatedSubject {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const [[kind, details] = ['', undefined], ...others] = entries
  const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (make === undefined || others.length > 0) {
    throw new TypeError(
      `${JSON.stringify(value)} is not an object with one of ${Object.keys(kinds).join(', ')}`,
    )
  }
  const { issuer, subject } = make(textMap(details), kind)
  if (subject.includes('*')) {
    throw new TypeError(`"${subject}": Azure compares subjects literally, there are no wildcards`)
  }
  if (!issuer.startsWith('https://')) throw new TypeError(`the issuer "${issuer}" is not https://`)
  const digest = createHash('sha256').update(`${issuer} ${subject}`).digest('hex').slice(0, 12)
  return { name: `${kind}-${digest}`, issuer, subject }
}

/** A list of them; Azure takes 20 federated credentials for one identity. */
export function parseSubjects(value: unknown): FederatedSubject[] {
  const subjects = listOf(parseSubject)(value)
  if (subjects.length <= 20) return subjects
  throw new TypeError(`${subjects.length} subjects are too many: Azure takes 20 for one identity`)
}

// --- internal ---

type Details = Record<string, string>

const kinds: Record<string, (details: Details, kind: string) => Omit<FederatedSubject, 'name'>> = {
  /** @see https://docs.github.com/actions/concepts/security/openid-connect */
  github(details) {
    const { repository = '', environment, branch, ...rest } = details
    const filter =
      environment !== undefined ? `environment:${environment}` : `ref:refs/heads/${branch}`
    const one = (environment === undefined) !== (branch === undefined)
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !one || Object.keys(rest).length > 0) {
      throw new TypeError(
        'github needs "repository" as OWNER/NAME and either "environment" or "branch"',
      )
    }
    return {
      issuer: 'https://token.actions.githubusercontent.com',
      subject: `repo:${repository}:${filter}`,
    }
  },
  /** Issuer and subject as the service connection shows them: both forms (`sc://`, Entra) exist. */
  azurePipelines(details, kind) {
    const [issuer, subject] = take(details, kind, 'issuer', 'subject')
    return { issuer, subject }
  },
  /** @see https://azure.github.io/azure-workload-identity */
  kubernetes(details, kind) {
    const [issuer, namespace, account] = take(
      details,
      kind,
      'issuer',
      'namespace',
      'serviceAccount',
    )
    return { issuer, subject: `system:serviceaccount:${namespace}:${account}` }
  },
}

/** The values of exactly these keys. */
function take<const K extends string[]>(
  details: Details,
  kind: string,
  ...keys: K
): { [Index in keyof K]: string } {
  const complete = keys.every((key) => details[key]) && Object.keys(details).length === keys.length
  if (!complete) throw new TypeError(`${kind} needs ${keys.map((key) => `"${key}"`).join(', ')}`)
  return keys.map((key) => details[key] ?? '') as { [Index in keyof K]: string }
}
