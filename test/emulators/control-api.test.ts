import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'
import { startEmulatedDocusign, userId } from '../support/start-emulated-docusign.ts'

let docusign: Awaited<ReturnType<typeof startEmulatedDocusign>>
let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
beforeAll(async () => {
  docusign = await startEmulatedDocusign()
  azure = await startEmulatedAzure()
})
afterAll(() => Promise.all([docusign.close(), azure.close()]))

const emulators = {
  Docusign: () => ({ url: docusign.docusign.url, ca: docusign.authority.certificate }),
  vault: () => ({ url: azure.vault.url, ca: azure.authority.certificate }),
  'token authority': () => ({ url: azure.tokens.url, ca: azure.authority.certificate }),
}

/** A request with any headers, the host too. */
function send(
  name: keyof typeof emulators,
  {
    method = 'PUT',
    path = '/emulator/faults',
    body = '[]',
    headers = {},
  }: {
    method?: string
    path?: string
    body?: string
    headers?: Record<string, string>
  },
) {
  const { url, ca } = emulators[name]()
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { method, ca, headers, agent: false, checkServerIdentity: () => undefined },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        answer.once('end', () => resolve({ status: answer.statusCode, text }))
      },
    )
    sent.once('error', reject)
    sent.end(method === 'GET' ? undefined : body)
  })
}

describe.each(Object.keys(emulators) as (keyof typeof emulators)[])(
  'the control API of %s',
  (name) => {
    const port = () => new URL(emulators[name]().url).port

    test('answers programs, and its own pages', async () => {
      for (const host of [`localhost:${port()}`, `127.0.0.1:${port()}`, 'LOCALHOST', '[::1]:443']) {
        expect((await send(name, { headers: { host } })).status, host).toBe(200)
        const headers = { host, origin: `https://${host.toLowerCase()}` }
        expect((await send(name, { headers })).status, host).toBe(200)
      }
    })

    test.each([
      'https://evil.example',
      'http://localhost:3000',
      'https://localhost:1',
      'https://localhost',
      'http://localhost:PORT',
      'https://127.0.0.1:PORT',
      'https://localhost:PORT.evil.example',
      'null',
      '',
    ])('refuses the origin "%s"', async (template) => {
      const origin = template.replace('PORT', port())
      const { status, text } = await send(name, { headers: { origin } })
      expect(text).toContain('the header \\"Origin\\" is of another site')
      expect(status).toBe(403)
      const about = await send(name, { method: 'GET', path: '/emulator', headers: { origin } })
      expect(about.status).toBe(403)
    })

    test.each([
      'evil.example:PORT',
      'localhost.evil.example:PORT',
      'evil-localhost:PORT',
      '127.0.0.1.evil.example',
      '127.0.0.2:PORT',
      '0.0.0.0:PORT',
      'localhost:PORT@evil.example',
    ])('refuses the host "%s", also of the same origin', async (template) => {
      const host = template.replace('PORT', port())
      const own: Record<string, string> = { host, origin: `https://${host}` }
      for (const headers of [{ host }, own]) {
        const { status, text } = await send(name, { headers })
        expect(text).toContain('the header \\"Host\\" is of another site')
        expect(status).toBe(403)
      }
    })
  },
)

test('what is refused changes nothing', async () => {
  const fault = JSON.stringify([{ operation: 'token', status: 503 }])
  const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' }
  expect((await send('Docusign', { body: fault, headers })).status).toBe(403)
  expect(docusign.docusign.faults.list()).toEqual([])
  expect((await docusign.login()).status).toBe(200)
})

test.each(['/', '/emulator/admin'])('the page at %s takes forms of its own only', async (path) => {
  const { url } = emulators.Docusign()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = 'action=nothing'
  const own = await send('Docusign', {
    method: 'POST',
    path,
    body,
    headers: { ...type, origin: url },
  })
  expect(own.status).toBe(400)
  expect(own.text).toContain('unknown action')
  for (const origin of ['https://evil.example', 'null']) {
    const foreign = { method: 'POST', path, body, headers: { ...type, origin } }
    expect((await send('Docusign', foreign)).status).toBe(403)
  }
  // A browser sends the origin of a page only where its policy lets it.
  const page = await docusign.https.get(`${url}${path}`)
  expect(page.headers.get('referrer-policy')).toBe('same-origin')
})

describe.skipIf(!hasBrowser())('in a browser', () => {
  test('the page revokes a consent, a page of another site does not', async () => {
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
    const { url } = emulators.Docusign()
    const consents = () => docusign.docusign.state.snapshot().consents.length
    const fields = { action: 'revoke-consent', user: userId }
    const inputs = Object.entries(fields).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
    )
    // What is opened like this has the origin "null", as many a hostile page.
    await page.setContent(
      `<form method="post" action="${url}/emulator/admin">${inputs.join('')}<button>Win</button></form>`,
    )
    await page.getByRole('button', { name: 'Win' }).click()
    await page.getByText('is of another site').waitFor()
    expect(consents()).toBe(1)

    await page.goto(`${url}/emulator/admin`)
    await page.getByRole('button', { name: /^Revoke consent of/ }).click()
    await page.getByRole('cell', { name: 'none' }).waitFor()
    expect(consents()).toBe(0)
  })
})
