import { expect, test } from 'vitest'
import { DeployedUnknown, deployedCommit } from '../../src/plan/deployed-commit.ts'
import { caught } from '../support/caught.ts'

const commit = '1ae3cca5a2929d5386cec9f6ce51825a19ce9eb2'

test.each([
  [`${commit}\n`, { commit, dirty: false }],
  [`"${commit}"\n`, { commit, dirty: false }],
  [`${commit}-dirty\n`, { commit, dirty: true }],
])('reads the output %j of the stack', (stdout, expected) => {
  const calls: unknown[] = []
  const deployed = deployedCommit('production', (program, args) => {
    calls.push([program, ...args])
    return { status: 0, stdout, stderr: '' }
  })
  expect(deployed).toEqual(expected)
  expect(calls).toEqual([
    [
      ...['npx', '--no-install', 'pulumi', 'stack', 'output', 'commit'],
      ...['--stack', 'production', '--non-interactive'],
    ],
  ])
})

test.each([
  ['cannot be started', { status: null, stdout: '', stderr: '' }],
  [
    'no stack named',
    { status: 255, stdout: '', stderr: "a log\nerror: no stack named 'x' found\n" },
  ],
  ['exit code 1', { status: 1, stdout: '', stderr: '' }],
  ['has no commit among its outputs', { status: 0, stdout: '\n', stderr: '' }],
  ['has no commit among its outputs', { status: 0, stdout: 'main\n', stderr: '' }],
])('says what is missing: %s', async (words, result) => {
  const error = await caught(() => deployedCommit('production', () => result))
  expect(error).toBeInstanceOf(DeployedUnknown)
  expect((error as DeployedUnknown).message).toContain(words)
  expect((error as DeployedUnknown).message).toContain('--base')
  expect((error as DeployedUnknown).message).not.toContain('a log')
})
