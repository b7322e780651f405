import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Document, parse, parseDocument } from 'yaml'
import { type Azure, editAzure } from '../../src/emulators/resource-manager/azure.ts'
import {
  createPulumiProject,
  type PulumiProject as EngineProject,
} from '../../tools/rehearse/pulumi-project.ts'

export interface Run {
  code: number | null
  /** Standard output, then standard error. */
  output: string
}

/** A Pulumi project in a folder of its own, driven by the command line as people and CI do. */
export interface PulumiProject {
  readonly folder: string
  pulumi(...args: string[]): Promise<Run>
  /** The same, which has to succeed. @returns its standard output as JSON. */
  json<T>(...args: string[]): Promise<T>
  /** Changes a YAML file of the project, comments kept. */
  edit(path: string, change: (document: Document) => void): void
  /** Looks at the Azure, and changes it behind Pulumi's back. */
  azure<T>(change: (azure: Azure) => T): T
  /** Environment variables of the next commands. */
  readonly env: Record<string, string>
}

/** The commit that is deployed, as CI says it. */
export const commit = '0123456789abcdef0123456789abcdef01234567'

export const repository = join(import.meta.dirname, '../..')

/**
 * A project for the tests of a `describe` block: its folder, its state and its Azure live as long.
 *
 * @param fill puts the project's files into the folder. @returns what is in its Pulumi.yaml, which is
 *   completed with the stand-in for Azure.
 * @param command that starts Pulumi; absent: its command line itself.
 */
export function usePulumiProject(
  fill: (folder: string) => object,
  command?: readonly [string, ...string[]],
): PulumiProject {
  const env: Record<string, string> = {}
  let base = ''
  let project: EngineProject | undefined
  const folder = () => join(base, 'project')

  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'ikctl-engine-'))
    mkdirSync(folder())
    project = createPulumiProject(folder(), join(base, 'state'), fill(folder()), command)
    Object.assign(env, project.env, { GITHUB_SHA: commit })
  })
  afterAll(() => {
    project?.stop()
    rmSync(base, { recursive: true, force: true })
  })

  const run = async (args: readonly string[]) => {
    if (project === undefined) throw new Error('a project is used in tests only')
    Object.assign(project.env, env)
    return project.run(args)
  }
  return {
    get folder() {
      return folder()
    },
    env,
    pulumi: async (...args) => {
      const { code, stdout, stderr } = await run(args)
      return { code, output: stdout + stderr }
    },
    json: async (...args) => {
      const { code, stdout, stderr } = await run(args)
      if (code !== 0) throw new Error(`pulumi ${args.join(' ')}: exit code ${code}\n${stderr}`)
      return JSON.parse(stdout)
    },
    edit(path, change) {
      const file = join(folder(), path)
      const document = parseDocument(readFileSync(file, 'utf8'))
      change(document as Document)
      writeFileSync(file, document.toString())
    },
    azure: (change) => editAzure(env.IKCTL_AZURE_STATE ?? '', change),
  }
}

/**
 * This repository's own program with its example configuration, as a checkout of its own.
 *
 * @param program folder of the Pulumi project in the repository.
 */
export function useCheckout(program = '.'): PulumiProject {
  return usePulumiProject((folder) => {
    for (const name of ['infra', 'src', 'node_modules', 'package.json', 'tsconfig.json']) {
      symlinkSync(join(repository, name), join(folder, name))
    }
    for (const name of ['config', 'Pulumi.demo.yaml', 'Pulumi.production.yaml']) {
      cpSync(join(repository, name), join(folder, name), { recursive: true })
    }
    const project = parse(readFileSync(join(repository, program, 'Pulumi.yaml'), 'utf8'))
    return { ...project, main: join(program, project.main) }
  })
}
