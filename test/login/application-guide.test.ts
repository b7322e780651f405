import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as errors from '../../src/login/login-error.ts'
import { type StubServer, startStubServer } from '../support/stub-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { typeProblems } from '../support/type-problems.ts'
import { adapt, codeOfGuide } from './support/code-of-guide.ts'
import { runProgram } from './support/run-program.ts'
import { startPublishedEnvironment } from './support/start-published-environment.ts'

const root = join(import.meta.dirname, '../..')
const examples = new Map([...codeOfGuide()].filter(([name]) => name.endsWith('.ts')))

/** `docusign-esign` has no types of its own; this is what the guide uses. */
const vendorTypes = `declare module 'docusign-esign' {
  class ApiClient {
    setBasePath(path: string): void
    addDefaultHeader(name: string, value: string): void
  }
  class EnvelopesApi {
    constructor(client: ApiClient)
    listStatusChanges(account: string, options: { fromDate: string }): Promise<{ totalSetSize?: string }>
  }
  const docusign: { ApiClient: typeof ApiClient; EnvelopesApi: typeof EnvelopesApi }
  export default docusign
}`

let published: Awaited<ReturnType<typeof startPublishedEnvironment>>
/** Docusign's REST API, as far as the examples call it. */
let rest: StubServer
const calls: { url: string | undefined; authorization: string | undefined }[] = []

beforeAll(async () => {
  published = await startPublishedEnvironment()
  const { keyPair } = await published.createKeyPair('2026-05')
  await published.publish(keyPair)
  rest = await startStubServer()
  rest.answer(({ url, headers }, response) => {
    calls.push({ url, authorization: headers.authorization })
    const isFirst =
      url?.endsWith('/folders') && calls.filter((call) => call.url === url).length === 1
    response.writeHead(isFirst ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ totalSetSize: '3' }))
  })
})
afterAll(async () => {
  await rest.close()
  await published.close()
})

test('the examples compile against the types of @ikctl/login', () => {
  const folder = temporaryFolder({
    ...Object.fromEntries(examples),
    'vendor.d.ts': vendorTypes,
    'package.json': '{"type": "module"}',
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const names = [...examples.keys(), 'vendor.d.ts']
  const paths = { '@ikctl/login': [join(root, 'src/login/index.ts')] }
  expect(typeProblems(folder, names, { paths })).toEqual([])
  expect(examples.size).toBe(4)
})

test('the examples log in and call Docusign, with docusign-esign and with fetch', async () => {
  const { settings, oauthHost, userId, emulators, integrationKey, ca } = published
  const { tenantId, clientId, clientSecret, url } = emulators.access.authority
  const guide = Object.fromEntries(examples)
  const folder = temporaryFolder({
    ...guide,
    'docusign-login.ts': adapt(guide['docusign-login.ts'] ?? '', {
      'https://kv-contoso-cfg-prod.vault.azure.net/secrets/docusign-settings': settings,
      '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90': integrationKey,
      "import { DefaultAzureCredential } from '@azure/identity'":
        "import { ClientSecretCredential } from '@azure/identity'",
      'credential: new DefaultAzureCredential(),': `
        credential: new ClientSecretCredential('${tenantId}', '${clientId}', '${clientSecret}',
          { authorityHost: '${url}', disableInstanceDiscovery: true }),
        clientOptions: { disableChallengeResourceVerification: true },
        oauthHost: '${oauthHost}',`,
    }),
    'main.ts': `
      import docusign from 'docusign-esign'
      import { apiClientFor, countRecentEnvelopes } from './api-client.ts'
      import { callDocusign } from './call-docusign.ts'
      import { login } from './docusign-login.ts'
      import { explain } from './explain.ts'
      const tenant = { account: 'an-account', baseUri: '${rest.url}', userId: '${userId}' }
      await login.ready()
      const client = await apiClientFor(tenant)
      client.setOAuthBasePath('${oauthHost}')
      const { accessToken } = await login.getAccessToken('${userId}')
      const { sub } = await client.getUserInfo(accessToken)
      const count = await countRecentEnvelopes(tenant, new Date())
      const { status } = await callDocusign(tenant, '/folders')
      const unknown = await login.getAccessToken('${integrationKey}').catch(explain)
      process.stdout.write(JSON.stringify({ sub, count, status, unknown }))`,
    'ca.pem': `${ca}\n${rest.ca}`,
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  await build({
    absWorkingDir: folder,
    entryPoints: ['main.ts'],
    outfile: join(folder, 'main.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    // As applications have it: the built package.
    alias: { '@ikctl/login': join(root, 'packages/login/dist/index.js') },
    external: ['@azure/*', 'docusign-esign', 'undici'],
  })
  // It is not closed, and the program ends all the same.
  const printed = await runProgram(process.execPath, ['main.mjs'], {
    cwd: folder,
    env: { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') },
  })
  expect(JSON.parse(printed)).toEqual({
    sub: userId,
    count: 3,
    status: 200,
    unknown: `Docusign does not know the user ${integrationKey}`,
  })

  const [envelopes, refused, accepted] = calls
  expect(envelopes?.url).toMatch(/^\/restapi\/v2\.1\/accounts\/an-account\/envelopes\?from_date=/)
  expect(refused?.url).toBe('/restapi/v2.1/accounts/an-account/folders')
  expect(envelopes?.authorization).toMatch(/^Bearer ./)
  expect(refused?.authorization).toBe(envelopes?.authorization)
  expect(accepted?.authorization).toMatch(/^Bearer ./)
  expect(accepted?.authorization).not.toBe(refused?.authorization)
})

test('every code of an error is in the table of the guide', () => {
  const codes = Object.values(errors)
    .map((value) => (value as { code?: unknown }).code)
    .filter((code) => typeof code === 'string')
  expect(codes).toContain(errors.SettingsUnreachable.code)
  const guide = readFileSync(join(root, 'docs/application.md'), 'utf8')
  const listed = [...guide.matchAll(/^\| `(ERR_\w+)`/gm)].map(([, code]) => code)
  expect(listed.sort()).toEqual(codes.sort())
})
