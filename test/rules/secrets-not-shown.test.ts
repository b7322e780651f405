import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDocument, visit } from 'yaml'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { withoutSecrets } from '../../src/config/quoted.ts'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import { validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'
import { root } from '../support/example-tree.ts'

const now = new Date('2026-06-01')

/** Made of the same bytes each time, as a machine would draw them. */
const drawn = (length: number) =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 97 + 53) % 256))
const base64 = (length: number) => drawn(length).toString('base64')
const letters = (length: number) => base64(length).replace(/[+/=]/g, 'k').slice(0, length)

const guid = 'b7c1e0d2-5a3f-4e6b-9c8d-1f2a3b4c5d6e'
const secrets: Record<string, string> = {
  'a GUID, as a client secret of Docusign': guid,
  'a GUID in braces': `{${guid.toUpperCase()}}`,
  'a private key on one line': `-----BEGIN RSA PRIVATE KEY-----MIIEpAIBAAKCAQEA${base64(60)}-----END RSA PRIVATE KEY-----`,
  'the body of a private key': `MIIEpAIBAAKCAQEA${base64(60)}`,
  'a token': `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${letters(40)}`,
  'the beginning of a token': 'eyJhbGciOiJSUzI1NiJ9.eyJz',
  'a client secret of Entra ID': `x4d8Q~${letters(34)}`,
  'a key of a storage account': base64(64),
  'a connection string': `DefaultEndpointsProtocol=https;AccountName=abc;AccountKey=${base64(64)};EndpointSuffix=core.windows.net`,
  'an HMAC key of Docusign Connect': base64(32),
  'a key in hexadecimal digits': drawn(32).toString('hex'),
  'a shared access signature': `https://a.blob.core.windows.net/c?sv=2020&sig=${encodeURIComponent(base64(32))}`,
  'a password in an address': `https://user:${letters(12)}@host.example/x`,
  'a token of GitHub': `ghp_${letters(36)}`,
}

/** Places where a GUID belongs: no form tells a client secret from an id there. */
const takesIds = /\/(?:account|id|canaryUser|integrationKey|docusignKeyPairId|users\/\w+)$/

/** Free text has no form: a frame around another place of the file shows it. */
const isFree = /\/(?:name|product|labels\/\w+)$/

const files = changedBase({})
const demo = readFileSync(join(root, 'config/demo/integration.yaml'), 'utf8')
files.set(
  'config/demo/integration.yaml',
  `${demo}webhooks:
  url: https://hooks.contoso.example/docusign
  events: [envelope-completed]
  hmac: integrator
`,
)
const named = [
  'config/ikctl.yaml',
  'config/demo/integration.yaml',
  'config/demo/key-pairs.yaml',
  'config/demo/tenants/acme.yaml',
].filter((path) => files.has(path))

type Pointer = (string | number)[]

/** All scalars of a file: values, and names of properties. */
function places(text: string): { pointer: Pointer; isName: boolean }[] {
  const found: { pointer: Pointer; isName: boolean }[] = []
  visit(parseDocument(text), {
    Scalar(key, node, ancestors) {
      const pointer: Pointer = []
      const chain = [...ancestors, node] as {
        key?: { value: string }
        value?: unknown
        items?: unknown[]
      }[]
      for (const [index, each] of chain.entries()) {
        if (each.key !== undefined) pointer.push(each.key.value)
        else if (typeof key === 'number' && each.items !== undefined && chain[index + 1] === node)
          pointer.push(key)
      }
      found.push({ pointer, isName: key === 'key' })
    },
  })
  return found
}

/** The text with something else at a place; undefined where nothing can stand there. */
function withSecret(text: string, pointer: Pointer, isName: boolean, secret: string) {
  const document = parseDocument(text)
  if (!isName) document.setIn(pointer, secret)
  else {
    const parent =
      pointer.length > 1 ? document.getIn(pointer.slice(0, -1), true) : document.contents
    const pairs = (parent as { items?: { key: { value: string } }[] } | undefined)?.items
    const pair = pairs?.find(({ key }) => key.value === pointer.at(-1))
    if (pair === undefined) return undefined
    pair.key.value = secret
  }
  return String(document)
}

describe.each(Object.entries(secrets))('%s', (_, secret) => {
  test.each(named)('is not shown in any format, wherever it stands in %s', (path) => {
    const text = files.get(path) ?? ''
    const parts = [secret, ...(secret.match(/[A-Za-z0-9+/_~-]{10,}/g) ?? [])].filter(
      (part) => !/^(?:DefaultEndpointsProtocol|EndpointSuffix|AccountName)/.test(part),
    )
    let count = 0
    for (const { pointer, isName } of places(text)) {
      if (/^\{?[\da-f]{8}-/i.test(secret) && takesIds.test(`/${pointer.join('/')}`)) continue
      if (!isName && isFree.test(`/${pointer.join('/')}`)) continue
      const changed = withSecret(text, pointer, isName, secret)
      if (changed === undefined) continue
      const report = validate(memoryTree(new Map(files).set(path, changed)), { now })
      // Of a name that is as it has to be, findings may speak.
      const findings = report.findings.filter(
        ({ ruleId, file }) => file === path && (!isName || /^(?:schema|secret)\//.test(ruleId)),
      )
      for (const format of Object.values(findingFormats)) {
        const shown = format({ ...report, findings }, { colour: false, columns: 400 })
        for (const part of parts) {
          expect(
            shown.includes(part),
            `${isName ? 'name ' : ''}${pointer.join('.')}: ${part}`,
          ).toBe(false)
        }
      }
      count += findings.length
    }
    expect(count).toBeGreaterThan(path === 'config/ikctl.yaml' ? 0 : 10)
  })
})

test.each([
  'Contoso-Sign-Production-2026',
  'https://app.contoso.example/docusign/callback/2026',
  'https://kv-contoso-sign-prod.vault.azure.net/keys/docusign-2026-05/4d7b0f3e9a1c4a0f8b6f2f3f5d1c7e90',
  'recipient-finish-later',
  '2026-05-04T08:00:00Z',
  '111111111111111111111111111111111111111111111111',
  'docusign-admins@contoso.example',
  'config/production/tenants/alpine-ski-house-2026.yaml',
])('what a person has written is shown: %s', (text) => {
  expect(withoutSecrets(text)).toBe(text)
})
