import { packagedSchemas } from '../config/modeline.ts'
import { type InitAnswers, newConfiguration } from './new-configuration.ts'

/** What else a new repository is made from. */
export interface RepositoryParts {
  /** Files that the package brings along, by path. */
  template: ReadonlyMap<string, string>
  ci: 'github' | 'azure-pipelines'
  /** `owner/name` on GitHub, perhaps with ids. */
  repository?: string
  /** How tokens of its jobs name it: the same, or `owner@id/name@id`; absent when that is not known. */
  claims?: string
  /** Azure region. */
  location: string
  /** The version of ikctl that `package.json` asks for, or where its package is. */
  dependency: string
  /** Epoch milliseconds. */
  now: number
}

/** All files of a new repository, by path. */
export function newRepository(answers: InitAnswers, parts: RepositoryParts): Map<string, string> {
  const { template, ci, now } = parts
  const files = new Map<string, string>()
  for (const [path, text] of template) {
    const target = repositoryPath(path, ci)
    if (target !== undefined) files.set(target, adapted(path, text, answers, parts))
  }
  for (const [path, text] of newConfiguration(answers, now)) files.set(path, text)
  files.set(`Pulumi.${answers.environment}.yaml`, stackFile(answers, parts))
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Where a file of the template goes; not every repository gets all of them. */
export function repositoryPath(path: string, ci: RepositoryParts['ci']): string | undefined {
  const isAzure = path === 'azure-pipelines.yml' || path.startsWith('deploy/azure-pipelines/')
  if (ci === 'github' ? isAzure : path.startsWith('.github/')) return undefined
  return renamed.get(path) ?? path
}

// --- internal ---

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
  return text
    .replaceAll('{{environment}}', environment)
    .replaceAll('{{product}}', product)
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
