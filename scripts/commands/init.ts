import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { replaceFiles } from '../../src/files/replace-files.ts'
import {
  maintainedFiles,
  newRepository,
  type RepositoryParts,
  repositoryPath,
} from '../../src/init/new-repository.ts'
import { initRecord } from '../../src/init/upgrade.ts'
import { version } from '../../src/version.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { readTemplate } from '../input/read-template.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { packageFile } from '../package-file.ts'
import { findPackage } from './find-package.ts'
import { completeAnswers, findingsOf, type GivenAnswers } from './init-answers.ts'
import { recordFile } from './init-upgrade.ts'
import { repositoryClaims } from './repository-claims.ts'

export interface InitOptions extends GivenAnswers {
  directory: string
  ci: RepositoryParts['ci']
  workflows?: RepositoryParts['workflows']
  location: string
  repository?: string
  /** Where the repository gets ikctl from; absent: this checkout is packed. */
  package?: string
  dryRun?: boolean
}

/** Writes a repository of a team's own, or nothing. */
export async function initCommand(folder: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const { directory, dryRun, ci, location, repository, workflows } = options
  const target = resolve(directory, folder)
  const template = readTemplate()
  // Nobody should answer ten questions to hear that it was in vain.
  const certain = [...template.keys()].map((path) => repositoryPath(path, options) ?? '')
  const atOnce = refuseOverwriting(target, ['config', ...certain], io)
  if (atOnce !== undefined) return atOnce
  const source = { directory, root: resolve(packageFile('')) }
  const { dependency, packed } = await findPackage(options.package, source, io)
  const answers = await completeAnswers(given(options), io)
  const claims =
    repository === undefined || ci !== 'github' ? undefined : await repositoryClaims(repository, io)
  const files: Map<string, string | Uint8Array> = newRepository(answers, {
    ...{ ci, location, template, now: io.now() },
    ...(workflows !== undefined && { workflows }),
    ...(repository !== undefined && { repository }),
    ...(claims !== undefined && { claims }),
    dependency,
  })
  const configuration = new Map(
    [...files].filter((file): file is [string, string] => file[0].startsWith('config/')),
  )
  const errors = findingsOf(configuration, io.now()).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    throw new UsageError(errors.map(({ file, message }) => `${file}: ${message}`).join('\n'))
  }
  if (packed !== undefined) files.set(packed.path, packed.bytes)
  const record = initRecord({ ...options, version }, maintainedFiles({ ...options, template }))
  files.set(recordFile, `${JSON.stringify(record, null, 2)}\n`)

  const refusal = refuseOverwriting(target, [...files.keys()], io)
  if (refusal !== undefined) return refusal
  if (dryRun) {
    io.stdout.write(`${[...files.keys()].join('\n')}\ndry run: nothing was written\n`)
    return exitCodes.good
  }
  await replaceFiles(new Map([...files].map(([path, text]) => [join(target, path), text])))
  const place = relative(io.cwd, target)
  io.stdout.write(`wrote ${files.size} files${place === '' ? '' : ` into ${place}`}

next:
  1. ${place === '' ? '' : `cd ${place} && `}git init && npm install
  2. npm run ikctl -- validate
  3. npm run ikctl -- smoke local
  4. README.md describes the rest
`)
  if (repository !== undefined && ci === 'github' && claims === undefined) {
    io.stdout.write(`  5. Pulumi.${answers.environment}.yaml: fill in the ids of ${repository}; the file says where they are
`)
  }
  return exitCodes.good
}

// --- internal ---

function refuseOverwriting(target: string, paths: readonly string[], io: Io): ExitCode | undefined {
  const inTheWay = paths.filter((path) => path !== '' && existsSync(join(target, path)))
  if (inTheWay.length === 0) return undefined
  return refused(
    `nothing is overwritten, and this is there already:${inTheWay.map((path) => `\n  ${path}`).join('')}`,
    'choose an empty folder, or move that away',
    io,
  )
}

function given(options: InitOptions): GivenAnswers {
  const { environment, platform, product, integrationKey, managementAccount } = options
  const { canaryUser, contact, redirectUri, signingVault, settingsVault } = options
  const all = {
    ...{ environment, platform, product, integrationKey, managementAccount },
    ...{ canaryUser, contact, redirectUri, signingVault, settingsVault },
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
