import { packagedSchemas } from '../config/modeline.ts'
import { type InitAnswers, newConfiguration } from './new-configuration.ts'

/** What else a new repository is made from. */
export interface RepositoryParts {
  /** Files that the package brings along, by path. */
  template: ReadonlyMap<string, string>
  ci: 'github' | 'azure-pipelines'
  /** Whose workflows are called, instead of copied. */
  workflows?: CalledWorkflows
  /** `owner/name` on GitHub, perhaps with ids. */
  repository?: string
  /** How tokens of its jobs name it: the same, or `owner@id/name@id`; absent when that is not known. */
  claims?: string
  /** Azure region. */
  location: string
  /** Where `package.json` gets ikctl from: never a version alone. */
  dependency: string
  /** Epoch milliseconds. */
  now: number
}

/** A repository of ikctl with the workflows that others call, at one commit. */
export interface CalledWorkflows {
  /** `owner/name` on GitHub. */
  repository: string
  /** 40 hexadecimal digits. */
  commit: string
  /** The version that this commit is of, as a comment beside it. */
  version: string
}

/** All files of a new repository, by path. */
export function newRepository(answers: InitAnswers, parts: RepositoryParts): Map<string, string> {
  const { template, now } = parts
  const files = maintainedFiles(parts)
  for (const [path, text] of template) {
    const target = repositoryPath(path, parts)
    if (target === undefined || files.has(target)) continue
    files.set(target, adapted(path, text, answers, parts))
  }
  for (const [path, text] of newConfiguration(answers, now)) files.set(path, text)
  files.set(`Pulumi.${answers.environment}.yaml`, stackFile(answers, parts))
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The files that are the same for all teams, by path: `init --upgrade` brings them up to date. Configuration,
 * owners, README and packages belong to the team.
 */
export function maintainedFiles(
  parts: Pick<RepositoryParts, 'template' | 'ci' | 'workflows'>,
): Map<string, string> {
  const files = new Map<string, string>()
  for (const [path, text] of parts.template) {
    const target = repositoryPath(path, parts)
    if (target === undefined || !maintained.test(target)) continue
    files.set(target, called(withSchemas(text), parts.workflows))
  }
  return files
}

/** Where a file of the template goes; not every repository gets all of them. */
export function repositoryPath(
  path: string,
  { ci, workflows }: Pick<RepositoryParts, 'ci' | 'workflows'>,
): string | undefined {
  const isAzure = path === 'azure-pipelines.yml' || path.startsWith('deploy/azure-pipelines/')
  const isCaller = path.startsWith(callers)
  if (ci === 'azure-pipelines')
    return isCaller || path.startsWith('.github/') ? undefined : (renamed.get(path) ?? path)
  if (isAzure) return undefined
  if (workflows === undefined) return isCaller ? undefined : (renamed.get(path) ?? path)
  // What is called brings its actions and scripts along.
  if (/^\.github\/(?:workflows|actions|scripts)\//.test(path)) return undefined
  return isCaller ? `.github/workflows/${path.slice(callers.length)}` : (renamed.get(path) ?? path)
}

// --- internal ---

/** The workflows that call those of another repository. */
const callers = 'callers/'

const maintained =
  /^(?:\.github\/(?:workflows|actions|scripts)\/|\.github\/dependabot\.yml$|azure-pipelines\.yml$|deploy\/azure-pipelines\/|\.pre-commit-config\.yaml$|\.vscode\/|\.gitignore$|Pulumi\.yaml$|infra\/)/

function called(text: string, workflows: CalledWorkflows | undefined): string {
  if (workflows === undefined) return text
  const { repository, commit, version } = workflows
  return text.replace(
    /"\{\{workflows\}\}\/(.+)\{\{commit\}\}"/,
    `${repository}/.github/workflows/$1@${commit} # v${version}`,
  )
}

/** Names that a package, or this repository, cannot have for its own part. */
const renamed = new Map([
  ['gitignore', '.gitignore'],
  ['.github/CODEOWNERS.template', '.github/CODEOWNERS'],
])

function adapted(
  path: string,
  text: string,
  { environment, product }: InitAnswers,
  { dependency, repository }: RepositoryParts,
): string {
  if (path === 'package.json') return packageFile(text, product, dependency)
  if (path === '.github/CODEOWNERS.template') {
    const [owner] = repository?.split(/[@/]/) ?? []
    const rules = text.replace('To be saved as CODEOWNERS, with teams', 'Put teams')
    return owner === undefined ? rules : rules.replaceAll('@OWNER/', `@${owner}/`)
  }
  return withSchemas(
    text.replaceAll('{{environment}}', environment).replaceAll('{{product}}', product),
  )
}

function withSchemas(text: string): string {
  return text
    .replace(/\$schema=((?:\.\.\/)+)schemas\//g, `$schema=$1${packagedSchemas}`)
    .replaceAll('"./schemas/', `"./${packagedSchemas}`)
}

function packageFile(text: string, product: string, dependency: string): string {
  const { devDependencies, ...rest } = JSON.parse(text) as { devDependencies: object }
  const dependencies = { ikctl: dependency }
  return `${JSON.stringify({ name: `${product}-docusign`, ...rest, dependencies, devDependencies }, null, 2)}\n`
}

function stackFile({ environment, product }: InitAnswers, parts: RepositoryParts): string {
  return `# Azure's part of the environment; Pulumi.yaml describes every parameter.
config:
  ikctl-infra:location: ${parts.location}
  ikctl-infra:resourceGroup: rg-${product}-${environment}
  # At least one of the two, or nothing can reach the vaults:
  # ikctl-infra:subnetId: /subscriptions/.../subnets/snet-endpoints
  # ikctl-infra:allowedIpRanges: [203.0.113.16/28]
  # Who may sign as the application:
  # ikctl-infra:applicationSubjects:
  #   - kubernetes: {issuer: https://..., namespace: ..., serviceAccount: ...}
${subjects(environment, parts)}`
}

function subjects(environment: string, { repository, claims }: RepositoryParts): string {
  if (repository === undefined) {
    return `  # Who may become which identity, in the form that Pulumi.yaml describes:
  # ikctl-infra:smokeSubjects:
  # ikctl-infra:rotatorSubjects:
`
  }
  const lines = (name: string) => [
    'ikctl-infra:smokeSubjects:',
    `  - github: {repository: ${name}, branch: main}`,
    'ikctl-infra:rotatorSubjects:',
    `  - github: {repository: ${name}, environment: ${environment}}`,
  ]
  if (claims !== undefined)
    return lines(claims)
      .map((line) => `  ${line}\n`)
      .join('')
  const [owner, name] = repository.split('/')
  return `  # GitHub was not asked how tokens name this repository. "sub_claim_prefix" in the answer of
  #   gh api repos/${repository}/actions/oidc/customization/sub
  # says it. Ids are in it when the repository was created, renamed or transferred since 2026-07-15;
  # https://api.github.com/repos/${repository} shows them as "owner" > "id" and as "id".
${lines(`${owner}@OWNER_ID/${name}@REPOSITORY_ID`)
  .map((line) => `  # ${line}\n`)
  .join('')}`
}
