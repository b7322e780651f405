import { IkctlError } from '../ikctl-error.ts'
import { checkSchema, type SchemaName } from './check-schema.ts'
import { isConfigName } from './config-name.ts'
import { type ConfigTree, FileTooLarge } from './config-tree.ts'
import { fileKind } from './file-kind.ts'
import type { Integration } from './generated/integration.ts'
import type { KeyPairs } from './generated/key-pairs.ts'
import type { Settings } from './generated/settings.ts'
import type { TenantFile } from './generated/tenant.ts'
import type { Json, Partially } from './json.ts'
import { type Measure, unmeasured } from './measure.ts'
import { nearest } from './nearest.ts'
import type { Document, RuleProblem } from './problem.ts'
import { quoted } from './quoted.ts'
import { readText, searchableText, tooLarge } from './read-text.ts'
import { readYaml } from './read-yaml.ts'
import type { SourceFile } from './source-file.ts'
import type { EnvironmentDraft, Workspace } from './workspace.ts'

/** A workspace and what is wrong with the form of its files. */
export interface LoadedWorkspace {
  workspace: Workspace
  problems: RuleProblem[]
}

/**
 * Reads all files below `config/`: bytes, text, YAML, schema. All problems of all files are collected,
 * none stops the rest.
 */
export function loadWorkspace(tree: ConfigTree, measure: Measure = unmeasured): LoadedWorkspace {
  const workspace: Workspace = {
    ...{ environments: [], sources: [], otherSources: [] },
    ...(tree.beside && { beside: tree.beside }),
  }
  const problems: RuleProblem[] = []
  const environments = new Map<string, EnvironmentDraft>()

  const text = (path: string): SourceFile | undefined => {
    let bytes: Uint8Array
    try {
      bytes = measure('read', path, () => tree.read(path))
    } catch (error) {
      problems.push(unreadable(path, error))
      return undefined
    }
    const { source, problems: found } = measure('decode', path, () => readText(path, bytes))
    problems.push(...found)
    if (source !== undefined) workspace.sources.push(source)
    else workspace.otherSources.push(searchableText(path, bytes))
    return source
  }
  const yaml = <T>(path: string, schema: SchemaName): Document<Partially<T>> | undefined => {
    const source = text(path)
    if (source === undefined) return undefined
    const { value, problems: found } = measure('parse', path, () => readYaml(source))
    problems.push(...found)
    if (value === undefined) return undefined
    const document: Document<Json> = { source, value }
    problems.push(...measure('schema', path, () => checkSchema(document, schema)))
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isMap ? (document as Document<Partially<T>>) : undefined
  }
  /** Keeps a file that is no configuration, to be searched for secrets; why it cannot be read. */
  const other = (path: string): RuleProblem | undefined => {
    let bytes: Uint8Array
    try {
      bytes = tree.read(path)
    } catch (error) {
      // What another command has just put beside the configuration and taken away again, such as its lock.
      return fileKind(path) === 'note' && isGone(error) ? undefined : unreadable(path, error)
    }
    const { source, problems: found } = readText(path, bytes)
    workspace.otherSources.push(source ?? searchableText(path, bytes))
    return found.find(({ ruleId }) => ruleId === 'yaml/size')
  }
  const environment = (name: string): EnvironmentDraft => {
    let draft = environments.get(name)
    if (draft === undefined) {
      draft = {
        name,
        path: `config/${name}`,
        tenants: [],
        publicKeys: new Map(),
        evidence: [],
        unread: new Set(),
      }
      environments.set(name, draft)
    }
    return draft
  }

  /** What could be meant for an environment, and is not read. */
  const strangers: string[] = []
  const files = measure('list', 'config', () => tree.files())
  for (const path of files) {
    const [, folder = '', ...rest] = path.split('/')
    const inside = rest.join('/')
    const mode = tree.modes?.get(path)
    if (mode !== undefined) problems.push(notPlain(path, mode))
    if (mode !== undefined && mode !== executable) {
      strangers.push(path)
      continue
    }
    switch (fileKind(path)) {
      case 'note': {
        if (isGitAttributes(path)) problems.push(gitAttributes(path))
        const problem = other(path)
        if (problem !== undefined) problems.push(problem)
        break
      }
      case 'settings':
        workspace.settings = yaml<Settings>(path, 'settings')
        break
      case 'integration':
        environment(folder).integration = yaml<Integration>(path, 'integration')
        break
      case 'key-pairs':
        environment(folder).keyPairs = yaml<KeyPairs>(path, 'key-pairs')
        break
      case 'tenant': {
        const document = yaml<TenantFile>(path, 'tenant')
        const id = inside.slice('tenants/'.length, -'.yaml'.length)
        const draft = environment(folder)
        if (!isConfigName(id)) problems.push(badName(path, `the file's name is a tenant id`, id))
        if (document === undefined) draft.unread.add(path)
        else draft.tenants.push({ id, ...document, users: undefined })
        break
      }
      case 'public-key': {
        const id = inside.slice('public-keys/'.length, -'.pem'.length)
        const source = text(path)
        if (source === undefined) environment(folder).unread.add(path)
        else environment(folder).publicKeys.set(id, source)
        break
      }
      case 'evidence':
        environment(folder).evidence.push(inside.slice('evidence/'.length))
        text(path)
        break
      default:
        problems.push(other(path) ?? unknownFile(path))
        strangers.push(path)
    }
  }

  workspace.environments = [...environments.values()]
  for (const path of strangers) environments.get(path.split('/')[1] ?? '')?.unread.add(path)
  for (const draft of workspace.environments) {
    const { name, path } = draft
    if (!isConfigName(name))
      problems.push(
        badName(`${path}/integration.yaml`, `the folder's name is an environment's`, name),
      )
    problems.push(...missingFiles(draft, files))
  }
  return { workspace, problems }
}

// --- internal ---

const knownFiles = ['ikctl.yaml', 'integration.yaml', 'key-pairs.yaml']

function badName(path: string, what: string, name: string): RuleProblem {
  const good = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return {
    ruleId: 'config/file-name',
    place: { path },
    message: `${what}, and so must be lower-case letters, digits and hyphens, at most 63`,
    ...(isConfigName(good) && { help: `Rename it, such as to "${good}".` }),
  }
}

/** Modes of Git. */
const executable = '100755'
const modeWords: Readonly<Record<string, string>> = {
  [executable]: 'is executable',
  '120000': 'is a symbolic link',
  '160000': 'is a submodule',
}

function notPlain(path: string, mode: string): RuleProblem {
  const what = modeWords[mode] ?? `has the mode ${mode}`
  return {
    ruleId: 'config/unreadable',
    place: { path },
    message: `in Git it ${what}, and is not a regular file (mode 100644)`,
  }
}

/** As file systems do that take `.GitAttributes`, or one with characters of no width, for the same name. */
function isGitAttributes(path: string): boolean {
  const name = path.split('/').at(-1) ?? ''
  return name.replace(/\p{Cf}/gu, '').toLowerCase() === '.gitattributes'
}

function gitAttributes(path: string): RuleProblem {
  return {
    ruleId: 'config/git-attributes',
    place: { path },
    message: 'with attributes Git can check out other bytes than those that were reviewed',
  }
}

/** Whether a file that was listed is not there any more. */
function isGone(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

/** @throws what says that not this file is the trouble, but all that it comes from. */
function unreadable(path: string, error: unknown): RuleProblem {
  if (error instanceof IkctlError) throw error
  if (error instanceof FileTooLarge) return tooLarge(path)
  const reason = error instanceof Error ? error.message : String(error)
  return { ruleId: 'config/unreadable', place: { path }, message: `it cannot be read: ${reason}` }
}

function unknownFile(path: string): RuleProblem {
  const parts = path.split('/')
  const file = parts.at(-1) ?? ''
  const known = nearest(file, knownFiles)
  const isYaml = file.endsWith('.yaml') && parts.length > 2
  const hint = file.endsWith('.yml')
    ? `, rename it to ${quoted(`${file.slice(0, -'.yml'.length)}.yaml`, { ids: true })}`
    : known !== undefined
      ? `, did you mean "${known}"?`
      : isYaml
        ? `; a tenant's is ${quoted(`${parts[1]}/tenants/${file}`, { ids: true })}`
        : ''
  return {
    ruleId: 'config/unknown-file',
    place: { path },
    message: `the file ${quoted(parts.slice(1).join('/'), { ids: true })} is not a file that ikctl reads${hint}`,
  }
}

/** Another ending is reported at the file that has it. */
function isMeantAs(path: string, file: string): boolean {
  return path === file || path === file.replace(/\.yaml$/, '.yml')
}

function missingFiles(draft: EnvironmentDraft, files: readonly string[]): RuleProblem[] {
  return ['integration.yaml', 'key-pairs.yaml']
    .filter((file) => !files.some((path) => isMeantAs(path, `${draft.path}/${file}`)))
    .map((file) => ({
      ruleId: 'config/missing-file',
      place: { path: `${draft.path}/${file}` },
      message: `the environment ${quoted(draft.name)} has no file "${file}"`,
    }))
}
