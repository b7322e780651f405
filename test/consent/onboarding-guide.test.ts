import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import type { Consent } from '../../src/consent/create-consent.ts'
import { createStateKey } from '../../src/consent/state-key.ts'
import { adapt, codeOfGuide } from '../login/support/code-of-guide.ts'
import { root } from '../support/example-tree.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('the page of docs/onboarding.md answers anyone who comes back from Docusign', async () => {
  const folder = temporaryFolder({
    'consent-page.ts': adapt(codeOfGuide('onboarding.md').get('consent-page.ts') ?? '', {
      "process.env.IKCTL_STATE_KEY ?? ''": `'${createStateKey()}'`,
      '/var/lib/contoso/used-states': join(temporaryFolder(), 'used'),
    }),
    // Knows one user who has consented.
    'docusign-login.ts': `
      export const login = {
        invalidate() {},
        async getAccessToken(user) {
          if (!user.startsWith('8f5d0c2a')) throw new Error('consent_required')
        },
      }`,
  })
  await build({
    absWorkingDir: folder,
    entryPoints: ['consent-page.ts'],
    outfile: join(folder, 'consent-page.mjs'),
    ...{ bundle: true, format: 'esm', platform: 'node' },
    alias: { '@ikctl/login/consent': join(root, 'src/consent/index.ts') },
  })
  const page = (await import(join(folder, 'consent-page.mjs'))) as {
    consent: Consent
    server: import('node:http').Server
  }
  await new Promise<void>((resolve) => page.server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void page.server.close())
  const address = page.server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const comeBack = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    return [answer.status, await answer.text()]
  }
  const stateFor = async (user: string) => {
    const { url } = await page.consent.link({ tenant: 'acme', role: 'default', user })
    return new URL(url).searchParams.get('state')
  }
  const consented = await stateFor('8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c')
  const other = await stateFor('2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b')

  const denied = await comeBack(`/docusign/consented?error=access_denied&state=${consented}`)
  expect(denied).toEqual([200, 'You said no. The link can be used again.'])
  const failed = await comeBack(`/docusign/consented?error=server_error&state=${consented}`)
  expect(failed[0]).toBe(502)
  expect(await comeBack(`/docusign/consented?code=c&state=${consented}`)).toEqual([
    200,
    'Thank you. Documents of acme can be signed now.',
  ])
  const again = await comeBack(`/docusign/consented?code=c&state=${consented}`)
  expect(again).toEqual([400, 'This link is not valid any more.'])
  expect((await comeBack(`/docusign/consented?code=c&state=${other}`))[0]).toBe(409)
  expect((await comeBack('/docusign/consented?code=c&state=guess'))[0]).toBe(400)
  expect((await comeBack('/'))[0]).toBe(404)
})
