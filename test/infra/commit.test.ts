import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { currentCommit } from '../../infra/commit.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test.each(['GITHUB_SHA', 'BUILD_SOURCEVERSION'])('%s is what CI deploys', (name) => {
  expect(currentCommit({ [name]: 'abc' }, '/')).toBe('abc')
})

test('on a laptop it is the checked out commit, marked when it is not all', () => {
  const folder = temporaryFolder({ 'a.txt': 'a' })
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim()
  expect(currentCommit({}, folder)).toBeUndefined()
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'a')
  git('tag', 'v1')
  expect(currentCommit({}, folder)).toBe(git('rev-parse', 'HEAD'))
  writeFileSync(join(folder, 'a.txt'), 'b')
  expect(currentCommit({}, folder)).toBe(`${git('rev-parse', 'HEAD')}-dirty`)
})
