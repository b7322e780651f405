import { configNameWords, isConfigName } from '../../src/config/config-name.ts'
import { unconfused } from '../../src/config/confused-value.ts'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { formatPointer } from '../../src/config/problem.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { type InitAnswers, newConfiguration } from '../../src/init/new-configuration.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { validate } from '../../src/rules/validate.ts'
import { UsageError } from '../exit-codes.ts'
import type { Io, Prompt } from '../io.ts'
import { ask } from '../terminal/ask.ts'

/** What the options of `ikctl init` may hold of the answers. */
export type GivenAnswers = Partial<InitAnswers>

/**
 * The answers of the options; on a terminal, what is missing is asked for. Each is checked by the rules
 * of the configuration that it becomes a part of.
 *
 * @throws {UsageError} for what is wrong with options, or missing where nobody can be asked.
 */
export async function completeAnswers(options: GivenAnswers, io: Io): Promise<InitAnswers> {
  const given: GivenAnswers = { ...options }
  for (const { name, pointer } of questions) {
    const typed = given[name]
    if (typed !== undefined) Object.assign(given, { [name]: unconfused(pointer, typed) })
  }
  const problems = questions.flatMap(({ name, option }) => {
    if (given[name] === undefined) return []
    const problem = problemOf(name, { ...given, [name]: given[name] }, io)
    return problem === undefined ? [] : [`${option}: ${problem}`]
  })
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  const prompt = questions.every(({ name, fallback }) => (given[name] ?? fallback) !== undefined)
    ? undefined
    : await io.openPrompt?.()
  try {
    const answers: GivenAnswers = { ...given }
    const missing: string[] = []
    for (const { name, option, text, fallback, pointer } of questions) {
      if (answers[name] !== undefined) continue
      const proposed = fallback?.(answers)
      const answer = await answerTo({ name, text, proposed, pointer }, answers, prompt, io)
      if (answer === undefined) missing.push(option)
      else Object.assign(answers, { [name]: answer })
    }
    if (missing.length > 0) {
      throw new UsageError(
        `missing: ${missing.join(', ')} (they are asked for on a terminal; \`ikctl init --help\` has an example)`,
      )
    }
    return { ...sample, ...answers }
  } finally {
    prompt?.close()
  }
}

/** What the rules say about the files of a repository that does not exist yet. */
export function findingsOf(files: ReadonlyMap<string, string>, now: number): readonly Finding[] {
  return validate(memoryTree(files), { now: new Date(now) }).findings
}

// --- internal ---

interface AskedFor {
  name: keyof InitAnswers
  option: string
  text: string
  /** The property of integration.yaml that the answer becomes; findings about it are about the answer. */
  pointer: readonly string[]
  fallback?: (answers: GivenAnswers) => string
}

const questions: readonly AskedFor[] = [
  {
    name: 'environment',
    option: '--environment',
    text: 'First environment, beside local',
    pointer: [],
    fallback: () => 'demo',
  },
  {
    name: 'platform',
    option: '--platform',
    text: "Docusign's platform: demo or production",
    pointer: ['platform'],
    fallback: ({ environment = '' }) => (/^prod/.test(environment) ? 'production' : 'demo'),
  },
  {
    name: 'product',
    option: '--product',
    text: 'Product, such as contoso-sign',
    pointer: ['product'],
  },
  {
    name: 'integrationKey',
    option: '--integration-key',
    text: 'Integration key (client ID)',
    pointer: ['integrationKey'],
  },
  {
    name: 'managedIn',
    option: '--managed-in',
    text: 'Where it is managed: apps-and-keys, or developer-console if it was made there',
    pointer: ['managedIn'],
    fallback: () => 'apps-and-keys',
  },
  {
    name: 'managementAccount',
    option: '--management-account',
    text: 'API account ID of the account that manages it',
    pointer: ['managementAccount', 'id'],
  },
  {
    name: 'canaryUser',
    option: '--canary-user',
    text: 'User ID of one of your own users there (the canary)',
    pointer: ['managementAccount', 'canaryUser'],
  },
  {
    name: 'contact',
    option: '--contact',
    text: 'E-mail address of its administrators',
    pointer: ['managementAccount', 'contact'],
  },
  {
    name: 'redirectUri',
    option: '--redirect-uri',
    text: 'Redirect URI after consent, as registered',
    pointer: ['redirectUris', 'consent'],
  },
  {
    name: 'signingVault',
    option: '--signing-vault',
    text: 'Key vault for the key pairs',
    pointer: ['vaults', 'signing'],
    fallback: (answers) => vaultAddress('sign', answers),
  },
  {
    name: 'settingsVault',
    option: '--settings-vault',
    text: 'Key vault for published settings',
    pointer: ['vaults', 'settings'],
    fallback: (answers) => vaultAddress('cfg', answers),
  },
]

async function answerTo(
  question: Pick<AskedFor, 'name' | 'text' | 'pointer'> & { proposed: string | undefined },
  answers: GivenAnswers,
  prompt: Prompt | undefined,
  io: Io,
): Promise<string | undefined> {
  const { name, text, proposed, pointer } = question
  if (prompt === undefined) return proposed
  const problem = (typed: string) =>
    problemOf(name, { ...answers, [name]: unconfused(pointer, typed) }, io)
  const fallback = proposed === undefined ? {} : { fallback: proposed }
  return unconfused(pointer, await ask(prompt, { text, problem, ...fallback }, io))
}

/** What is wrong with one of the answers, in the company of the others. */
function problemOf(name: keyof InitAnswers, answers: GivenAnswers, io: Io): string | undefined {
  const { environment: named = sample.environment, platform } = answers
  const wrongName = environmentProblem(named)
  if (name === 'environment') return wrongName
  if (name === 'platform' && !['demo', 'production'].includes(platform ?? '')) {
    return 'the platform is demo or production'
  }
  const environment = wrongName === undefined ? named : sample.environment
  const pointer = questions.find((question) => question.name === name)?.pointer ?? []
  const files = newConfiguration({ ...sample, ...answers, environment }, io.now())
  const wrong = findingsOf(files, io.now()).find(
    (finding) =>
      finding.severity === 'error' &&
      finding.file === `config/${environment}/integration.yaml` &&
      pointer.length > 0 &&
      finding.pointer === formatPointer(pointer),
  )
  if (wrong === undefined) return undefined
  const { ruleId, message, help } = wrong
  return help === ruleInfos.get(ruleId)?.help ? message : `${message}. ${help}`
}

function environmentProblem(name: string): string | undefined {
  if (!isConfigName(name)) return `an environment must be ${configNameWords}`
  return name === 'local' ? '"local" is there anyway: it runs on the emulators' : undefined
}

/** Stands in for answers that are not there yet. */
const sample: InitAnswers = {
  environment: 'demo',
  platform: 'demo',
  product: 'sample',
  integrationKey: '4b6f0c7e-6a55-4f0c-8f6e-2d8f3d4c1b97',
  managedIn: 'apps-and-keys',
  managementAccount: 'c7a1e8d2-0b3f-4e6a-9d58-7f1c2b3a4d5e',
  canaryUser: 'e2d94b1a-58c7-4f36-a0be-91d3c5f7a682',
  contact: 'admins@sample.example',
  redirectUri: 'https://sample.example/docusign/consented',
  signingVault: 'https://kv-sample-sign.vault.azure.net',
  settingsVault: 'https://kv-sample-cfg.vault.azure.net',
}

/** A name that Azure takes: at most 24 characters, no two hyphens in a row. */
function vaultAddress(purpose: string, { product = '', environment = '' }: GivenAnswers): string {
  const room = 24 - `kv--${purpose}-`.length
  const end = environment.replace(/^production$/, 'prod').slice(0, 8)
  const name = `kv-${product.slice(0, room - end.length)}-${purpose}-${end}`
  return `https://${name.replace(/-+/g, '-').replace(/-$/, '')}.vault.azure.net`
}
