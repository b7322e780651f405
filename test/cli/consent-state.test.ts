import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { openInBrowser } from '../../scripts/terminal/open-in-browser.ts'
import { createStateKey } from '../../src/consent/state-key.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const key = createStateKey()
const now = () => Date.UTC(2026, 10, 20)

function workspace() {
  const cwd = exampleTree()
  const run = (args: string[], env: Record<string, string> = { IKCTL_STATE_KEY: key }) =>
    runInProcess(['consent', ...args], { cwd, env, now })
  return {
    cwd,
    run,
    async link(...args: string[]) {
      const { stdout } = await run(['demo', 'acme', '--format', 'json', ...args])
      return (JSON.parse(stdout) as { links: { url: string; expiresAt?: string }[] }).links[0]
    },
  }
}

const answerTo = (url: string | undefined) =>
  `https://app/?code=c&state=${new URL(url ?? '').searchParams.get('state')}`

/** A folder with an opener that writes down what it was asked to open. */
function fakeOpener(command: string) {
  const folder = temporaryFolder()
  const file = join(folder, 'opened')
  const script = `#!/bin/sh\nfor argument; do printf '%s\\n' "$argument"; done > "${file}.new"\nmv "${file}.new" "${file}"\n`
  writeFileSync(join(folder, command), script, { mode: 0o755 })
  return {
    env: { PATH: `${folder}${delimiter}${process.env.PATH}` },
    /** Its arguments, as soon as it has run. */
    opened: () => vi.waitFor(() => readFileSync(file, 'utf8').trimEnd().split('\n')),
  }
}

describe('ikctl consent with a key for states', () => {
  test('gives each user a link that expires, and verify knows its answer', async () => {
    const { run, link } = workspace()
    const { stdout } = await run(['demo'])
    expect(stdout.match(/https:\S+/g)).toHaveLength(3)
    expect(stdout).toContain('followed until 2026-11-27T00:00:00.000Z')
    const made = await link('--expires', '24h')
    expect(made?.expiresAt).toBe('2026-11-21T00:00:00.000Z')
    const verified = await run(['verify', 'demo', '--no-login', '--state', answerTo(made?.url)])
    expect(
      verified.stdout,
    ).toBe(`this answers the link of acme/default (Acme Corporation (sandbox), user 07a536ec-d2ea-4b1e-a7a9-423bd99caa83)
whether it was answered before was not checked: --used DIR remembers that

next: prove it by a login: \`ikctl smoke demo --tenant acme\`
`)
    expect(verified.code).toBe(0)
  })

  test('takes a state once where the used ones are remembered', async () => {
    const { run, link } = workspace()
    const state = new URL((await link())?.url ?? '').searchParams.get('state') ?? ''
    const verify = ['verify', 'demo', '--no-login', '--used', 'used', '--state', state]
    expect((await run(verify)).code).toBe(0)
    const again = await run(verify)
    expect(again.stderr).toContain('refused: the state was used before')
    expect(again.stdout + again.stderr).not.toContain(key)
    expect(again.code).toBe(1)
  })

  test('refuses the answer no, another state, and a user who is no longer there', async () => {
    const { cwd, run, link } = workspace()
    const verify = (state: string) => run(['verify', 'demo', '--no-login', '--state', state])
    const answer = answerTo((await link())?.url)
    const denied = await verify(answer.replace('code=c', 'error=access_denied'))
    expect(denied.stderr).toContain('refused: consent was not granted for acme/default')
    expect((await verify('guess')).stderr).toContain('refused: the state is none of ours')
    const acme = join(cwd, 'config/demo/tenants/acme.yaml')
    edit(acme, '07a536ec', '17a536ec')
    const moved = await verify(answer)
    expect(moved.stderr).toContain('whom "demo" does not have')
    expect([denied.code, moved.code]).toEqual([1, 1])
  })

  test.each([
    ['server_error', 4, 'incomplete: no answer for acme/default', 'fix: open the link again later'],
    ['login_required', 4, 'incomplete: no answer', 'fix: open the link again and sign in'],
    ['invalid_scope', 1, 'refused: no answer', 'fix: check "scopes" in integration.yaml'],
    ['who_knows', 1, 'refused: no answer', "Docusign's support"],
  ])('does not take %s for the answer no', async (error, code, says, action) => {
    const { run, link } = workspace()
    const answer = answerTo((await link())?.url).replace('code=c', `error=${error}`)
    const end = await run(['verify', 'demo', '--no-login', '--state', answer])
    expect(end.code).toBe(code)
    expect(end.stderr).toContain(says)
    expect(end.stderr).toContain(action)
    expect(end.stderr).not.toMatch(/ask the customer|denied|not granted/)
  })

  test('needs a key for states, which the login key is not', async () => {
    const { cwd, run } = workspace()
    const { privateKey } = await rsaKeyPair()
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    writeFileSync(join(cwd, 'docusign.pem'), pem)
    const keyless = await run(['verify', 'demo', '--state', 'x'], {})
    expect(keyless.stderr).toContain('the state cannot be checked without its key')
    expect((await run(['demo', '--expires', '1d'], {})).stderr).toContain(
      'only signed links expire',
    )
    for (const refused of [
      await run(['demo', '--state-key', 'docusign.pem']),
      await run(['demo'], { IKCTL_STATE_KEY: pem }),
    ]) {
      expect(refused.stderr).toContain('it is a private key, which signs other things')
      expect(refused.stderr).not.toContain(pem.slice(40, 80))
      expect(refused.code).toBe(2)
    }
  })

  test('state-key makes one', async () => {
    const { run, cwd } = workspace()
    const { stdout } = await run(['state-key'])
    writeFileSync(join(cwd, 'state.key'), stdout)
    expect((await run(['demo', 'acme', '--state-key', 'state.key'], {})).code).toBe(0)
  })
})

describe('ikctl consent --open', () => {
  test.skipIf(process.platform !== 'linux')('opens the link that it prints', async () => {
    const { run } = workspace()
    const { env, opened } = fakeOpener('xdg-open')
    const { code, stdout } = await run(['demo', 'acme', '--open'], env)
    expect(code).toBe(0)
    const [url, ...rest] = await opened()
    expect(stdout).toContain(`\n  ${url}\n`)
    expect(rest).toEqual([])
  })

  test.skipIf(process.platform === 'win32').each([
    ['linux', 'xdg-open', []],
    ['darwin', 'open', []],
    ['win32', 'rundll32', ['url.dll,FileProtocolHandler']],
  ] as const)('hands it over whole on %s: no shell reads it', async (platform, command, before) => {
    const { env, opened } = fakeOpener(command)
    const url = 'https://account.docusign.com/oauth/auth?a=$(exit)&b=%20;c="d"|e'
    await openInBrowser(url, { env }, platform)
    expect(await opened()).toEqual([...before, url])
  })

  test('opens one link only, and only https', async () => {
    const { run } = workspace()
    const { code, stderr } = await run(['demo', '--open'])
    expect(stderr).toContain('--open opens one link, and these are 3: name a tenant')
    expect(code).toBe(2)
    await expect(openInBrowser('http://x/', { env: {} })).rejects.toThrow(TypeError)
    await expect(openInBrowser('file:///etc/passwd', { env: {} })).rejects.toThrow(TypeError)
  })

  test('says so where there is no browser', async () => {
    const { run } = workspace()
    const { code, stderr, stdout } = await run(['demo', 'acme', '--open'], { PATH: '/nowhere' })
    expect(stdout).toContain('https://account-d.docusign.com/')
    expect(stderr).toMatch(/cannot open a browser: there is no \S+; open the link yourself/)
    expect(code).toBe(2)
  })
})
