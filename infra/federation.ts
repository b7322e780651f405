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
 * `{github: {repository, environment | branch, issuer?}}`, `{azurePipelines: {issuer, subject}}`,
 * `{kubernetes: {issuer, namespace, serviceAccount}}`, or the claims themselves: `{issuer, subject}`.
 *
 * A pull request is deliberately no GitHub subject: anybody who may open one would get the identity.
 *
 * @throws {TypeError} when it has another form.
 */
export function parseSubject(value: unknown): FederatedSubject {
  const { kind, issuer, subject } = claimsOf(value)
  if (subject.includes('*')) {
    throw new TypeError(`"${subject}": Azure compares subjects literally, there are no wildcards`)
  }
  if (!issuer.startsWith('https://')) throw new TypeError(`the issuer "${issuer}" is not https://`)
  if (isGithubIssuer(issuer) && /:pull_request(:|$)/.test(subject)) {
    throw new TypeError(
      `"${subject}": anybody who can open a pull request would get the identity; use an environment with reviewers`,
    )
  }
  const digest = createHash('sha256').update(`${issuer} ${subject}`).digest('hex').slice(0, 12)
  return { name: `${kind}-${digest}`, issuer, subject }
}

/**
 * A list of them; Azure takes 20 federated credentials for one identity, each pair of issuer and
 * subject once.
 */
export function parseSubjects(value: unknown): FederatedSubject[] {
  const subjects = listOf(parseSubject)(value)
  if (subjects.length > 20) {
    throw new TypeError(`${subjects.length} subjects are too many: Azure takes 20 for one identity`)
  }
  const seen = new Set<string>()
  for (const { issuer, subject } of subjects) {
    const claims = `${issuer} ${subject}`
    if (seen.has(claims)) throw new TypeError(`"${subject}" of ${issuer} is listed twice`)
    seen.add(claims)
  }
  return subjects
}

// --- internal ---

type Details = Record<string, string>
type Claims = Omit<FederatedSubject, 'name'>

function claimsOf(value: unknown): Claims & { kind: string } {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const [[kind, details] = ['', undefined], ...others] = entries
  if (kind === 'issuer' || kind === 'subject') {
    const [issuer, subject] = take(textMap(value), 'a subject', 'issuer', 'subject')
    return { kind: 'subject', issuer, subject }
  }
  const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (make === undefined || others.length > 0) {
    throw new TypeError(
      `${JSON.stringify(value)} is not an object with one of ${Object.keys(kinds).join(', ')}, or with "issuer" and "subject"`,
    )
  }
  return { kind, ...make(textMap(details), kind) }
}

const kinds: Record<string, (details: Details, kind: string) => Claims> = {
  github: githubClaims,
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

/**
 * The claims of a job on GitHub. Repositories that were created, renamed or transferred since
 * 2026-07-15 send the ids of owner and repository beside the names, so that nobody who takes over a
 * name takes over the identity.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
function githubClaims(details: Details): Claims {
  const { repository = '', environment, branch, issuer = githubIssuer, ...rest } = details
  const context = environment
    ? `environment:${environment.replaceAll(':', '%3A')}`
    : `ref:refs/heads/${branch}`
  if (!isRepository(repository) || !environment === !branch || Object.keys(rest).length > 0) {
    throw new TypeError(
      `github needs "repository" as ${repositoryForms}, either "environment" or "branch", and "issuer" when it is not ${githubIssuer}`,
    )
  }
  if (!isGithubIssuer(issuer)) {
    throw new TypeError(
      `the issuer "${issuer}" is not GitHub's: ${githubIssuer}, the same with /ENTERPRISE, https://token.actions.SUBDOMAIN.ghe.com, or https://HOST/_services/token of a GitHub Enterprise Server`,
    )
  }
  return { issuer, subject: `repo:${repository}:${context}` }
}

const githubIssuer = 'https://token.actions.githubusercontent.com'

const repositoryForms = 'OWNER/NAME or OWNER@ID/NAME@ID'

function isRepository(text: string): boolean {
  return /^[\w.-]+\/[\w.-]+$/.test(text) || /^[\w.-]+@\d+\/[\w.-]+@\d+$/.test(text)
}

/** Byte for byte, as tokens carry them: without a slash at the end. */
function isGithubIssuer(issuer: string): boolean {
  return /^https:\/\/(token\.actions\.githubusercontent\.com(\/[\w-]+)?|token\.actions\.[\w-]+\.ghe\.com|[\w.:-]+\/_services\/token)$/.test(
    issuer,
  )
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
