import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const stateKey = createHash('sha256').update('a state key').digest()

/** The command line that is wrong, and what has to be said. */
const wrong: [command: string, said: string][] = [
  ['-C nowhere validate', 'argument "nowhere" is invalid: there is no such folder\n'],
  [
    '-C config/ikctl.yaml validate',
    'is invalid: there is no such folder\n`ikctl --help` shows more',
  ],
  [
    'validat',
    'ikctl: unknown command "validat", did you mean validate?\n`ikctl --help` shows more\n',
  ],
  [
    'tenant ad',
    'ikctl: unknown command "ad", did you mean add?\n`ikctl tenant --help` shows more\n',
  ],
  ['validate --formt json', 'ikctl: unknown option "--formt", did you mean --format?\n'],
  [
    'tenant add',
    'ikctl: missing required argument "environment"\n`ikctl tenant add --help` shows more\n',
  ],
  ['tenant sync demo', 'ikctl: required option "--from <file>" not specified\n'],
  ['explain a b', 'ikctl: too many arguments for "explain": expected 1 argument but got 2\n'],
  ['validate --max-warnings x', ' argument "x" is invalid: it must be a whole number\n'],
  [
    'emulate local --port 65533',
    ' argument "65533" is invalid: it must be a port from 1 to 65532\n',
  ],
  ['key hmac', 'ikctl: missing required argument "environment"\n'],
  ['rehearse nowhere', 'there is no environment "nowhere" in '],
  ['completion ksh', ' is invalid for argument "shell": allowed choices are bash, zsh, fish\n'],
  ['validate --format json=config', '/config: it is a folder (EISDIR)'],
  ['validate --format json=file/x.json', 'cannot write '],
  ['smoke demo --key-file config', 'cannot read the key file config: it is a folder (EISDIR)'],
  [
    'report none.json',
    'cannot read the report none.json: there is no such file or folder (ENOENT)',
  ],
  ['report config', 'cannot read the report config: it is a folder (EISDIR)'],
  ['merge config', 'cannot read the report config: it is a folder (EISDIR)'],
  ['consent verify local --state-key config --state x', 'the key file config: it is a folder'],
  ['tenant sync local --from config', 'cannot read the table config: it is a folder (EISDIR)'],
]

test.each(wrong)('says what is wrong with: ikctl %s', async (command, said) => {
  const cwd = exampleTree()
  writeFileSync(join(cwd, 'file'), '')
  const { code, stdout, stderr } = await runInProcess(command.split(' '), { cwd })
  expect(stderr).toContain(said)
  expect(stdout).toBe('')
  expect(stderr).not.toMatch(/\n {4}at |a bug in ikctl/)
  expect(code).toBe(2)
  expect(
    readdirSync(cwd)
      .filter((name) => name !== 'reports')
      .sort(),
  ).toEqual(['config', 'file'])
})

test('folds what is wrong with a call for the terminal', async () => {
  const args = ['tenant', 'add', 'demo', 'acme', '--status', 'Live']
  const { code, stderr } = await runInProcess(args, { cwd: '/', columns: 60 })
  expect(stderr).toBe(
    'ikctl: option "--status <status>" argument "Live" is\n' +
      'invalid: allowed choices are onboarding, live, suspended,\n' +
      'offboarded\n' +
      '`ikctl tenant add --help` shows more\n',
  )
  expect(code).toBe(2)
})

test.each([
  ['smoke demo --key-file', pem],
  ['smoke demo --key-file', pem.replace(/-----[A-Z ]+-----|\n/g, '')],
  ['consent verify demo --state x --state-key', stateKey.toString('base64url')],
  ['consent demo --state-key', stateKey.toString('base64')],
])('does not repeat a key that stands where its file should be: ikctl %s', async (command, key) => {
  const args = [...command.split(' '), key]
  const { code, stdout, stderr } = await runInProcess(args, { cwd: exampleTree() })
  expect(stderr).toContain('ikctl: cannot read the key file: ')
  for (const part of key.split('\n').filter(Boolean)) expect(stdout + stderr).not.toContain(part)
  expect(code).toBe(2)
})

test('says that the report of a run has no place before anybody logs in', async () => {
  const cwd = exampleTree()
  writeFileSync(join(cwd, 'reports'), '')
  const { code, stdout, stderr } = await runInProcess(['smoke', 'local', '--quiet'], { cwd })
  expect(stderr).toBe(
    `ikctl: cannot write ${join(cwd, 'reports/local.ndjson')}: there is a file of that name (EEXIST), so the run was ended: repair that, and run it again\n`,
  )
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test('an interruption before the first login proves nothing, and is no bug', async () => {
  const signal = AbortSignal.abort('SIGINT')
  const { code, stderr } = await runInProcess(['smoke', 'local'], { cwd: exampleTree(), signal })
  expect(stderr).toBe('ikctl: interrupted: nothing is proven\n')
  expect(code).toBe(4)
})

test('emulators that do not answer prove nothing, and are no bug', async () => {
  const cwd = exampleTree()
  const url = 'https://localhost:1'
  const access = {
    docusign: { url },
    keyVault: { url, settingsUrl: url },
    authority: { url, tenantId: 't', clientId: 'c', clientSecret: 's' },
    certificateAuthority: join(cwd, 'emulators.json'),
  }
  writeFileSync(join(cwd, 'emulators.json'), JSON.stringify(access))
  const env = { IKCTL_EMULATORS: 'emulators.json' }
  const { code, stderr } = await runInProcess(['smoke', 'local'], { cwd, env })
  expect(stderr).toContain('nothing answers at https://localhost:1, where IKCTL_EMULATORS says')
  expect(code).toBe(4)
})

test.each([
  ['{}', 'emulators.json, which IKCTL_EMULATORS names, names no emulators: start them with '],
  ['no JSON', 'names no emulators'],
  [
    JSON.stringify({
      docusign: { url: 'https://localhost:1' },
      keyVault: { url: 'https://localhost:1', settingsUrl: 'https://localhost:1' },
      authority: { url: 'https://localhost:1', tenantId: 't', clientId: 'c', clientSecret: 's' },
      certificateAuthority: '/nowhere/certificate-authority.pem',
    }),
    'names emulators that are not running any more',
  ],
])('refuses an IKCTL_EMULATORS that is of no use: %#', async (content, said) => {
  const cwd = exampleTree()
  writeFileSync(join(cwd, 'emulators.json'), content)
  const env = { IKCTL_EMULATORS: 'emulators.json' }
  const { code, stderr } = await runInProcess(['smoke', 'local'], { cwd, env })
  expect(stderr).toContain(said)
  expect(code).toBe(2)
})

test.each(['validate linked', 'smoke linked', 'rotate status linked'])(
  'says what stands in the place of an environment: %s',
  async (command) => {
    const cwd = exampleTree()
    symlinkSync('local', join(cwd, 'config/linked'))
    const { code, stdout, stderr } = await runInProcess(command.split(' '), { cwd })
    expect(stdout + stderr).toContain(
      'config/linked error [config/unreadable]\n  it cannot be read: it is a symbolic link\n',
    )
    expect(code).toBe(command.startsWith('validate') ? 1 : 2)
  },
)

test.each(['validate', 'smoke local'])(
  'says so also where there is no other: %s',
  async (command) => {
    const tree = exampleTree()
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'config'))
    symlinkSync(join(tree, 'config/local'), join(cwd, 'config/local'))
    const { code, stdout, stderr } = await runInProcess(command.split(' '), { cwd })
    expect(stdout + stderr).toContain('config/local error [config/unreadable]')
    expect(code).toBe(command === 'validate' ? 1 : 2)
  },
)

test('goes on to the end when nobody reads its output any more', () => {
  const cwd = exampleTree()
  const line = `"${process.execPath}" "${ikctl}" smoke local --format json | true; echo "\${PIPESTATUS[0]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', line], { cwd, encoding: 'utf8' })
  expect(stderr).toBe('report: reports/local.json\n')
  expect(stdout).toBe('0\n')
  expect(existsSync(join(cwd, 'reports/local.json'))).toBe(true)
})

test.skipIf(!existsSync('/dev/full'))('fails when its output cannot be written', () => {
  const cwd = exampleTree()
  const { status, stderr } = spawnSync(process.execPath, [ikctl, 'validate'], {
    ...{ cwd, encoding: 'utf8' },
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  })
  expect(stderr).toBe('ikctl: cannot write the output: no space is left (ENOSPC)\n')
  expect(status).toBe(2)
})
