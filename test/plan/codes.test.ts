import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { limitsOf } from '../../src/plan/limits.ts'
import { root } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { withPrograms } from '../workflows/with-programs.ts'
import { caseNames, commonFiles, readCase } from './case-files.ts'
import { type GitRepository, gitRepository } from './git-repository.ts'

/** Every code of a plan that stands in the sources, and those that are made of the limits' names. */
function codesInSources(): string[] {
  const files = ['src/plan', 'scripts/commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  )
  const written = files.flatMap((text) => text.match(/(?<=')plan\/[a-z-]+(?=')/g) ?? [])
  const limits = Object.keys(limitsOf(undefined)).map(
    (name) => `plan/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  )
  return [...new Set([...written, ...limits])].sort()
}

const golden = new Set(
  caseNames.flatMap(
    (name) =>
      readFileSync(readCase(name).expectedFile, 'utf8').match(/(?<=\[)plan\/[a-z-]+/g) ?? [],
  ),
)

/** What a golden case cannot have: it is about the checkout, or about what is deployed. */
const elsewhere: Record<string, (repository: GitRepository) => { args: string[]; npx?: string }> = {
  'plan/git-attributes': ({ folder }) => {
    writeFileSync(join(folder, '.gitattributes'), 'config/** ident\n')
    return { args: ['--base', 'HEAD'] }
  },
  'plan/checkout-differs': ({ folder }) => {
    writeFileSync(join(folder, 'config/ikctl.yaml'), '{}\n')
    return { args: ['--base', 'HEAD', '--head', 'HEAD'] }
  },
  'plan/deployed-dirty': ({ git }) => ({
    args: ['--base', 'deployed'],
    npx: `echo ${git('rev-parse', 'HEAD')}-dirty`,
  }),
}

describe('every code of a plan is produced', () => {
  test('by a golden case, or below', () => {
    const codes = codesInSources()
    expect(codes.length).toBeGreaterThan(30)
    expect([...new Set([...golden, ...Object.keys(elsewhere)])].sort()).toEqual(codes)
  })

  test.each(Object.entries(elsewhere))('%s', async (code, prepare) => {
    const repository = gitRepository()
    repository.commit(commonFiles)
    const run = async (args: string[], npx = 'exit 1') => {
      const PATH = withPrograms(temporaryFolder(), { npx })
      const { stdout } = await runInProcess(['plan', 'production', ...args, '--format', 'json'], {
        cwd: repository.folder,
        env: { PATH },
      })
      return (JSON.parse(stdout).judgements as { code: string }[]).map((one) => one.code)
    }
    expect(await run(['--base', 'HEAD'])).toEqual([])
    const { args, npx } = prepare(repository)
    expect(await run(args, npx)).toEqual([code])
  })
})
