import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRevision } from '../../scripts/input/git-revision.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('names what is not as the commit has it, relative to the start folder', () => {
  const files = ['a/changed.yaml', 'a/gone.yaml', 'b/changed.yaml']
  const repository = temporaryFolder(
    Object.fromEntries(files.map((file) => [`inside/config/${file}`, '1'])),
  )
  const { git } = gitRepository({ folder: repository })
  git('add', '--all')
  git('commit', '--quiet', '--message', 'A revision')
  const folder = join(repository, 'inside')
  const uncommitted = () =>
    gitRevision(folder)?.uncommitted('config/a', 'config/a/evidence/*.jws').sort()
  expect(uncommitted()).toEqual([])

  mkdirSync(join(folder, 'config/a/evidence'))
  for (const file of ['a/changed.yaml', 'a/né w.yaml', 'a/evidence/evidence.pem', 'b/changed.yaml'])
    writeFileSync(join(folder, 'config', file), '2')
  writeFileSync(join(folder, 'config/a/evidence/2026-11.promote.jws'), 'of an earlier run')
  writeFileSync(join(folder, 'config/a/.key-pairs.yaml.0123456789ab.tmp'), 'half of')
  rmSync(join(folder, 'config/a/gone.yaml'))
  expect(uncommitted()).toEqual([
    ...['config/a/changed.yaml', 'config/a/evidence/evidence.pem'],
    ...['config/a/gone.yaml', 'config/a/né w.yaml'],
  ])
})

test('outside of a repository, and before the first commit, there is none', () => {
  expect(gitRevision(temporaryFolder())).toBeUndefined()
  expect(gitRevision(gitRepository().folder)).toBeUndefined()
})
