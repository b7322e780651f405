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
  const deployed = deployedCommit('production', '--base', (program, args) => {
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

test("asks the machine's own Pulumi where the project has none", () => {
  const missing = {
    status: 1,
    stdout: '',
    stderr: 'npm error npx canceled due to missing packages and no YES option: ["pulumi@3"]\n',
  }
  const deployed = deployedCommit('production', '--base', (program) =>
    program === 'npx' ? missing : { status: 0, stdout: `${commit}\n`, stderr: '' },
  )
  expect(deployed.commit).toBe(commit)
})

const nothing = { status: null, stdout: '', stderr: '' }

test.each([
  ["Pulumi's command line is not there", nothing],
  [
    'knows no stack "production"',
    { status: 6, stdout: '', stderr: "a log\nerror: no stack named 'production' found\n" },
  ],
  [
    'has no output "commit"',
    {
      ...nothing,
      status: 1,
      stderr: "error: current stack does not have output property 'commit'",
    },
  ],
  [
    'PULUMI_ACCESS_TOKEN must be set',
    { ...nothing, status: 3, stderr: 'error: PULUMI_ACCESS_TOKEN must be set for login\na log\n' },
  ],
  ['exit code 1', { status: 1, stdout: '', stderr: '' }],
  ['is no commit', { status: 0, stdout: '\n', stderr: '' }],
  ['is no commit', { status: 0, stdout: 'main\n', stderr: '' }],
])('says what is missing: %s', async (words, result) => {
  const error = await caught(() => deployedCommit('production', '--base', () => result))
  expect(error).toBeInstanceOf(DeployedUnknown)
  expect((error as DeployedUnknown).message).toContain(words)
  expect((error as DeployedUnknown).message).toContain('--base')
  expect((error as DeployedUnknown).message).not.toContain('a log')
})
