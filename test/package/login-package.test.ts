import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emitTypes } from '../../tools/build/emit-types.ts'
import { codeOfGuide } from '../login/support/code-of-guide.ts'
import { runProgram } from '../login/support/run-program.ts'
import { startPublishedEnvironment } from '../login/support/start-published-environment.ts'
import { root } from '../support/example-tree.ts'
import { packInto } from '../support/packed-package.ts'
import { typeProblems } from '../support/type-problems.ts'

interface Manifest {
  version: string
  exports: Record<string, unknown>
  dependencies: Record<string, string>
}

const source = join(root, 'packages/login')
const manifestOf = (path: string): Manifest =>
  JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))

/** An application with nothing installed but the packed package and what its manifest names. */
let application = ''
let packed = ''
let published: Awaited<ReturnType<typeof startPublishedEnvironment>>

beforeAll(async () => {
  application = mkdtempSync(join(tmpdir(), 'ikctl-application-'))
  writeFileSync(join(application, 'package.json'), '{"type": "module"}')
  packed = packInto(application, source)
  const modules = join(application, 'node_modules')
  const target = join(modules, '@ikctl/login')
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', packed, '-C', target, '--strip-components=1'])
  // The application brings the credential and the types of Node.
  const brought = ['@azure/identity', '@types/node', 'docusign-esign']
  for (const name of [...Object.keys(manifestOf(target).dependencies), ...brought]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  emitTypes(source, join(target, 'dist/types'))
  published = await startPublishedEnvironment()
  await published.publish((await published.createKeyPair('2026-05')).keyPair)
})
afterAll(async () => {
  await published.close()
  rmSync(application, { recursive: true, force: true })
})

test('has its own papers, the version of ikctl and the same dependencies', () => {
  const files = execFileSync('tar', ['-tzf', packed], { encoding: 'utf8' }).trimEnd().split('\n')
  const top = new Set(files.map((file) => file.split('/')[1]))
  expect([...top].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json'])
  const { version, dependencies } = manifestOf(source)
  const ikctl = manifestOf(root)
  expect(version).toBe(ikctl.version)
  expect(ikctl.dependencies).toMatchObject(dependencies)
  expect(Object.keys(dependencies).sort()).toEqual([
    '@azure/core-auth',
    '@azure/keyvault-keys',
    '@azure/keyvault-secrets',
    'jose',
    'undici',
  ])
  expect(readFileSync(join(source, 'CHANGELOG.md'), 'utf8')).toContain(`## ${version}\n`)
})

test('exports what ikctl exports under the same name', async () => {
  const program = `
    const names = []
    for (const entry of process.argv.slice(2)) names.push(Object.keys(await import(entry)).sort())
    process.stdout.write(JSON.stringify(names))`
  writeFileSync(join(application, 'names.js'), program)
  symlinkSync(root, join(application, 'node_modules/ikctl'))
  const namesOf = (...entries: string[]) =>
    runProgram(process.execPath, ['names.js', ...entries], { cwd: application })
  expect(await namesOf('@ikctl/login', '@ikctl/login/consent', '@ikctl/login/webhooks')).toBe(
    await namesOf('ikctl/login', 'ikctl/consent', 'ikctl/webhooks'),
  )
})

test('logs in, knows a consent answer again and verifies a message', async () => {
  const { settings, oauthHost, userId, emulators, integrationKey, ca } = published
  const { tenantId, clientId, clientSecret, url } = emulators.access.authority
  writeFileSync(join(application, 'ca.pem'), ca)
  writeFileSync(
    join(application, 'main.js'),
    `
    import { createHmac } from 'node:crypto'
    import { ClientSecretCredential } from '@azure/identity'
    import { createLogin, isLoginError } from '@ikctl/login'
    import { createConsent, createStateKey, usedStatesInMemory } from '@ikctl/login/consent'
    import { verifyWebhook } from '@ikctl/login/webhooks'

    const credential = new ClientSecretCredential('${tenantId}', '${clientId}', '${clientSecret}',
      { authorityHost: '${url}', disableInstanceDiscovery: true })
    const login = createLogin({
      settings: '${settings}',
      credential,
      clientOptions: { disableChallengeResourceVerification: true },
      oauthHost: '${oauthHost}',
    })
    const { accessToken } = await login.getAccessToken('${userId}')
    const answer = await fetch('https://${oauthHost}/oauth/userinfo',
      { headers: { authorization: 'Bearer ' + accessToken } })
    const { sub } = await answer.json()
    const refused = await login.getAccessToken('${integrationKey}').catch((error) => error)

    const consent = createConsent({
      integrationKey: '${integrationKey}',
      oauthHost: '${oauthHost}',
      redirectUri: 'https://app.contoso.example/docusign/consented',
      stateKey: createStateKey(),
      used: usedStatesInMemory(),
    })
    const { url } = await consent.link({ tenant: 'acme', user: '${userId}', role: 'default' })
    const state = new URL(url).searchParams.get('state')
    const { tenant } = await consent.answer('https://app.contoso.example/docusign/consented?code=c&state=' + state)

    const body = Buffer.from('{}')
    const signature = createHmac('sha256', 'key').update(body).digest('base64')
    const genuine = verifyWebhook({ 'x-docusign-signature-1': signature }, body, ['key'])
    process.stdout.write(JSON.stringify({ sub, code: refused.code, isLoginError: isLoginError(refused), tenant, genuine }))`,
  )
  const printed = await runProgram(process.execPath, ['main.js'], {
    cwd: application,
    env: { NODE_EXTRA_CA_CERTS: join(application, 'ca.pem') },
  })
  expect(JSON.parse(printed)).toEqual({
    sub: userId,
    code: 'ERR_LOGIN_USER_NOT_FOUND',
    isLoginError: true,
    tenant: 'acme',
    genuine: true,
  })
})

test('its types compile in an application that checks libraries too, and are no any', () => {
  writeFileSync(
    join(application, 'consumer.ts'),
    `
    import { type AccessToken, createLogin, type Login } from '@ikctl/login'
    import { createConsent } from '@ikctl/login/consent'
    import { verifyWebhook } from '@ikctl/login/webhooks'
    export const login: Login = createLogin({} as Parameters<typeof createLogin>[0])
    export const token: Promise<AccessToken> = login.getAccessToken('user')
    // @ts-expect-error
    export const a: number = createLogin({} as never).ready
    // @ts-expect-error
    export const b: number = createConsent({} as never).link
    // @ts-expect-error
    export const c: number = verifyWebhook({}, Buffer.from(''), [])`,
  )
  const guides = [...codeOfGuide(), ...codeOfGuide('onboarding.md')].filter(([name]) =>
    ['docusign-login.ts', 'consent-page.ts'].includes(name),
  )
  for (const [name, code] of guides) writeFileSync(join(application, name), code)
  const names = ['consumer.ts', ...guides.map(([name]) => name)]
  expect(typeProblems(application, names, { skipLibCheck: false })).toEqual([])
})
