import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { edit, exampleTree } from '../support/example-tree.ts'
import { pageCommands } from '../support/page-commands.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** The clock of the example's key pairs, which goes on. */
function exampleClock(): () => number {
  const startedAt = Date.now()
  return () => Date.UTC(2026, 11, 1) + Date.now() - startedAt
}

/** Where temporary files go, so that a test sees what is left. */
function ownTemporaryFolder(): string {
  const folder = temporaryFolder()
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  return folder
}

function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = files.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

const titles = (stdout: string) =>
  [...stdout.matchAll(/^ ?\d+\. (.+)$/gm)].map(([, title]) => title)
const rotation = [
  ...['A second key pair, beside the first', 'Prove that nobody would be locked out', 'Swap'],
  ...['Back, and forth again', 'Wait for the overlap'],
  'Delete the old key pair at Docusign, and prove that it is gone',
  ...['Keep a standby', 'An emergency: somebody may have the key', 'Let the standby sign'],
  'Prove that the compromised key pair is refused',
]

test('config/production: your tenants, scopes, redirect URIs and policy, and none of your files', async () => {
  const cwd = exampleTree()
  const temporary = ownTemporaryFolder()
  const before = contents(cwd)
  const [shown] = pageCommands('rehearse.md')
  const { code, stdout, stderr } = await runInProcess(shown?.args ?? [], {
    ...{ cwd, now: exampleClock() },
    // Of whoever starts it: neither is used.
    env: { IKCTL_PRIVATE_KEY: 'no key', GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') },
  })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^This takes about \d+ s\.$/m)
  expect(stdout).toMatch(/tenants +6 of yours/)
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'It begins with "2026-09", your active key pair, with a key that the emulators made; another is left out.',
  )
  expect(titles(stdout)).toEqual(['Trust the evidence key', ...rotation])
  const text = stdout.replace(/\s+/g, ' ')
  // The policy is theirs: evidence, and the overlap.
  expect(text).toMatch(/rotate promote production rehearsed refused: .*exit code 1/)
  expect(text).toContain('the overlap of 24h ends at')
  expect(text).toContain('nobody who can log in today would be locked out by rehearsed')
  expect(text).toContain('Docusign refused 2026-09 5 times and accepted rehearsed 6 times')
  expect(text).toMatch(/FAILED signature refused: the canary .*exit code 3/)
  expect(text).toContain('production: passed. Every expected login succeeded.')
  expect(stdout).toMatch(/\npassed: all \d+ commands did what they must, in \d+ s\n$/)
  expect(contents(cwd)).toEqual(before)
  expect(readdirSync(temporary)).toEqual([])
})

test('a repository that init wrote: from the first key pair on, step by step', async () => {
  const cwd = temporaryFolder()
  const init = await runInProcess(
    [
      ...['init', '--package', 'git+https://git.contoso.example/ikctl.git#0123456789abcdef'],
      ...['--product', 'contoso-sign', '--integration-key', '1c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'],
      ...['--management-account', '0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77'],
      ...['--canary-user', '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48'],
      ...['--contact', 'docusign-admins@contoso.example'],
      ...['--redirect-uri', 'https://app.contoso.example/docusign/consented'],
    ],
    { cwd },
  )
  expect(init).toMatchObject({ code: 0, stderr: '' })
  const before = contents(cwd)
  const answers = Array.from({ length: 14 }, () => '')
  const [, shown] = pageCommands('rehearse.md')
  const args = shown?.args.map((word) => (word === 'production' ? 'demo' : word)) ?? []
  const { code, stdout, stderr } = await runInProcess(args, {
    ...{ cwd, answers },
  })
  expect(code, stderr).toBe(0)
  expect(stdout.replace(/\s+/g, ' ')).toContain('No tenant is live yet, so an example stands in')
  expect(titles(stdout)).toEqual([
    ...['Declare the first key pair', 'Make it, inside the vault'],
    ...['Let Docusign know the public half', 'Let it sign', ...rotation],
  ])
  // Each step has waited.
  expect(stderr.match(/Enter goes on/g)).toHaveLength(14)
  expect(contents(cwd)).toEqual(before)
})

test('a command that does not do what it must ends the rehearsal, with what it said', async () => {
  const cwd = exampleTree()
  const temporary = ownTemporaryFolder()
  // It has ended, and the customer still fails.
  edit(
    join(cwd, 'config/production/tenants/acme.yaml'),
    /$/,
    'knownFailure: {class: consent_required, reason: audit, until: 2026-11-30}\n',
  )
  const { code, stdout, stderr } = await runInProcess(['rehearse', 'production'], {
    ...{ cwd, now: exampleClock() },
  })
  expect(stderr).toMatch(/^\nfailed: `ikctl smoke production .*` ended with exit code 1, not 0\n/)
  expect(stderr.replace(/\s+/g, ' ')).toContain('known failure, but only until 2026-11-30')
  expect(stdout).not.toContain('passed: all')
  expect(code).toBe(1)
  expect(readdirSync(temporary)).toEqual([])
})

test('--steps needs somebody at a terminal; an interruption proves nothing', async () => {
  const cwd = exampleTree()
  const steps = await runInProcess(['rehearse', 'local', '--steps'], { cwd })
  expect(steps).toMatchObject({ code: 2, stdout: '' })
  expect(steps.stderr).toContain('which takes a terminal')
  const temporary = ownTemporaryFolder()
  const controller = new AbortController()
  const interrupted = await runInProcess(['rehearse', 'local'], {
    ...{ cwd, signal: controller.signal },
    onStdout: (text) => {
      if (text.includes('ikctl smoke')) controller.abort('SIGINT')
    },
  })
  expect(interrupted.stderr).toBe('ikctl: interrupted: nothing is proven\n')
  expect(interrupted.code).toBe(4)
  expect(readdirSync(temporary)).toEqual([])
})
