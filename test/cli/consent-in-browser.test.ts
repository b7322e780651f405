import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createConsent } from '../../src/consent/create-consent.ts'
import { createStateKey } from '../../src/consent/state-key.ts'
import { usedStatesInMemory } from '../../src/consent/used-states.ts'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'
const user = '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c'

/** The application that Docusign comes back to: it knows the answer by the library. */
async function startApplication(answer: (url: string) => Promise<string>) {
  const server = createServer((request, response) => {
    void answer(request.url ?? '')
      .catch((error: Error) => `refused: ${error.message}`)
      .then((text) => response.setHeader('content-type', 'text/plain').end(text))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/docusign/consented`
}

describe.skipIf(!hasBrowser())('a tenant is onboarded in a real browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  /** Somebody without cookies, who trusts the emulator. */
  async function somebody(): Promise<Page> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    onTestFinished(() => context.close())
    return context.newPage()
  }

  test('of an organization: one consent for all users of its domains', async () => {
    const cwd = exampleTree()
    const stateKey = createStateKey()
    let answer = async (_: string) => ''
    const redirectUri = await startApplication((url) => answer(url))
    edit(join(cwd, 'config/local/integration.yaml'), /consent: http.*/, `consent: ${redirectUri}`)
    const flags = ['--name', 'Fourth Street Bank', '--account', account, '--user', user]
    await runInProcess(['tenant', 'add', 'local', 'fourth-street', ...flags], { cwd })
    edit(
      join(cwd, 'config/local/tenants/fourth-street.yaml'),
      /^users:/m,
      'consent: organization\nusers:',
    )
    const emulators = await runEmulate(cwd)
    const env = { ...emulators.env, IKCTL_STATE_KEY: stateKey }
    const ikctl = (...args: string[]) => runInProcess(args, { cwd, env })
    const consent = createConsent({
      ...{ integrationKey, redirectUri, stateKey, used: usedStatesInMemory() },
      oauthHost: new URL(emulators.access.docusign.url).host,
    })
    answer = async (url) => `thank you, ${(await consent.answer(url)).tenant}`
    const https = createHttpsFetch(readFileSync(emulators.access.certificateAuthority, 'utf8'))
    onTestFinished(() => https.close())
    const control = `${emulators.access.docusign.url}/emulator`
    const state = (await https.get(`${control}/state`)).body as {
      users: { id: string; email: string }[]
    }
    const admin = state.users.find(({ id }) => id === user)
    const { stdout } = await ikctl('consent', 'local', 'fourth-street', '--format', 'json')
    const { links } = JSON.parse(stdout) as { links: { url: string }[] }
    const logIn = async () => {
      const page = await somebody()
      await page.goto(links[0]?.url ?? '')
      await page.getByLabel('E-mail address or user ID').fill(user)
      await page.getByRole('button', { name: 'Log in' }).click()
      return page
    }
    const refused = await logIn()
    expect(await refused.textContent('body')).toMatch(/organization/i)
    expect(
      (await ikctl('smoke', 'local', '--tenant', 'fourth-street', '--quiet')).stdout,
    ).toContain('no consent')
    const administers = [admin?.email.split('@')[1]]
    await https.send('PUT', `${control}/users`, { ...admin, administers })
    const page = await logIn()
    await page.getByRole('button', { name: 'Allow access' }).click()
    await page.waitForURL(`${redirectUri}?**`)
    expect(await page.textContent('body')).toBe('thank you, fourth-street')
    const passed = await ikctl('smoke', 'local', '--tenant', 'fourth-street', '--quiet')
    expect(passed.stdout).toContain('1 login: 1 passed')
  })

  test('from its file to a login, with a no and a wrong person on the way', async () => {
    const cwd = exampleTree()
    const stateKey = createStateKey()
    let answer = async (_: string) => ''
    const redirectUri = await startApplication((url) => answer(url))
    edit(join(cwd, 'config/local/integration.yaml'), /consent: http.*/, `consent: ${redirectUri}`)
    const flags = ['--name', 'Fourth Street Bank', '--account', account, '--user', user]
    const added = await runInProcess(['tenant', 'add', 'local', 'fourth-street', ...flags], { cwd })
    expect(added).toMatchObject({ code: 0, stderr: '' })

    const emulators = await runEmulate(cwd)
    const env = { ...emulators.env, IKCTL_STATE_KEY: stateKey }
    const ikctl = (...args: string[]) => runInProcess(args, { cwd, env })
    const consent = createConsent({
      ...{ integrationKey, redirectUri, stateKey, used: usedStatesInMemory() },
      oauthHost: new URL(emulators.access.docusign.url).host,
    })
    answer = async (url) => {
      const who = await consent.answer(url)
      return `thank you, ${who.tenant}/${who.role}`
    }
    const linkOf = async (tenant: string) => {
      const { stdout } = await ikctl('consent', 'local', tenant, '--format', 'json')
      const { links } = JSON.parse(stdout) as { links: { url: string }[] }
      return links[0]?.url ?? ''
    }
    const url = await linkOf('fourth-street')

    const hesitating = await somebody()
    await hesitating.goto(url)
    await hesitating.getByLabel('E-mail address or user ID').fill(user)
    await hesitating.getByRole('button', { name: 'Log in' }).click()
    await hesitating.getByRole('button', { name: 'Cancel' }).click()
    await hesitating.waitForURL(`${redirectUri}?**`)
    expect(await hesitating.textContent('body')).toContain(
      'refused: consent was not granted for fourth-street/default',
    )

    const smoke = () => ikctl('smoke', 'local', '--tenant', 'fourth-street', '--quiet')
    expect((await smoke()).stdout).toContain('no consent; the tenant is still onboarding')

    const page = await somebody()
    await page.goto(url)
    expect(await page.title()).toBe('Log in - Docusign emulator')
    await page.getByLabel('E-mail address or user ID').fill(user.toUpperCase())
    await page.keyboard.press('Enter')
    await expect.poll(() => page.title()).toBe('Allow access - Docusign emulator')
    const asked = await page.textContent('main')
    expect(asked).toContain(integrationKey)
    expect(asked).toContain('impersonation')
    await page.getByRole('button', { name: 'Allow access' }).click()
    await page.waitForURL(`${redirectUri}?**`)
    expect(await page.textContent('body')).toBe('thank you, fourth-street/default')
    const address = page.url()
    await page.reload()
    expect(await page.textContent('body')).toContain('refused: the state was used before')

    const verified = await ikctl('consent', 'verify', 'local', '--state', address)
    expect(verified.stdout).toContain('fourth-street/default logged in: the consent is there\n')
    expect(verified.stdout).toContain('next: `ikctl tenant status local fourth-street live`\n')
    expect(verified.code).toBe(0)
    const live = await ikctl('tenant', 'status', 'local', 'fourth-street', 'live')
    expect(live.stdout).toBe('fourth-street: onboarding -> live\n')
    const passed = await smoke()
    expect(passed.stdout).toContain('1 tenant, 1 login: 1 passed\n')
    expect(passed.code).toBe(0)

    const wrong = await somebody()
    await wrong.goto(await linkOf('litware'))
    await wrong.getByRole('button', { name: 'Proseware' }).click()
    await wrong.getByRole('button', { name: 'Allow access' }).click()
    await wrong.waitForURL(`${redirectUri}?**`)
    expect(await wrong.textContent('body')).toBe('thank you, litware/default')
    const unproven = await ikctl('consent', 'verify', 'local', '--state', wrong.url())
    expect(unproven.stderr).toContain(
      'refused: litware/default has not granted consent: the link was answered by somebody else\n',
    )
    expect(unproven.code).toBe(1)
  })
})
