import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { editSecrets, withNewSecret } from '../../src/vault-secrets/declare-secret.ts'
import { clientSecret, type DeclaredSecrets, hmacKey } from '../../src/vault-secrets/secret-kind.ts'
import { root } from '../support/example-tree.ts'

const example = readFileSync(join(root, 'config/production/integration.yaml'), 'utf8')
const vault = 'https://kv-contoso-sign-prod.vault.azure.net/secrets'
const added = {
  id: '2026-11',
  secret: `${vault}/docusign-client-2026-11/1f8b6f2f3f5d1c7e904d7b0f3e9a1c4a`,
  since: '2026-11-20T08:00:00Z',
}
const first = `clientSecrets:
  "2026-11":
    state: active
    secret: ${added.secret}
    since:
      active: 2026-11-20T08:00:00Z
`

describe('a client secret in integration.yaml', () => {
  test('the first one is put at the end, and nothing else is touched', () => {
    expect(editSecrets(example, clientSecret, withNewSecret({}, added))).toBe(`${example}${first}`)
    const windows = example.replaceAll('\n', '\r\n')
    expect(editSecrets(windows, clientSecret, withNewSecret({}, added))).toBe(
      `${windows}${first.replaceAll('\n', '\r\n')}`,
    )
  })

  test('an HMAC key is put below the webhooks, which have to be there or are added', () => {
    const [, entry = ''] = first.split('clientSecrets:\n')
    const deeper = entry.replace(/^/gm, '  ').trimEnd()
    const webhooks = 'webhooks:\n  url: https://hooks.contoso.example/docusign # of all\n'
    const wanted = withNewSecret({}, added)
    expect(editSecrets(`${webhooks}scopes: {}\n`, hmacKey, wanted)).toBe(
      `${webhooks}  hmacKeys:\n${deeper}\nscopes: {}\n`,
    )
    expect(editSecrets('scopes: {}\n', hmacKey, wanted)).toBe(
      `scopes: {}\nwebhooks:\n  hmacKeys:\n${deeper}\n`,
    )
    expect(editSecrets('scopes: {}\n', hmacKey, {})).toBe('scopes: {}\n')
  })

  test('the one that was in use is retiring from then on, in whatever way it is written', () => {
    const old: DeclaredSecrets = {
      '2025-04': {
        state: 'retiring',
        secret: `${vault}/older/0f8b6f2f3f5d1c7e904d7b0f3e9a1c4a`,
        since: { active: '2025-04-04T08:00:00Z', retiring: '2026-05-04T08:00:00Z' },
      },
      '2026-05': {
        state: 'active',
        secret: `${vault}/old/0f8b6f2f3f5d1c7e904d7b0f3e9a1c4a`,
        since: { active: '2026-05-04T08:00:00Z' },
      },
    }
    const text = `product: contoso-sign
clientSecrets: # for the web application
  2025-04: {state: retiring, secret: ${old['2025-04']?.secret}, since: {active: 2025-04-04T08:00:00Z, retiring: 2026-05-04T08:00:00Z}}
  # still in use
  '2026-05':
    since: {active: 2026-05-04T08:00:00Z} # by hand
    state: 'active'
    secret: ${old['2026-05']?.secret}
# the end
`
    expect(editSecrets(text, clientSecret, old)).toBe(text)
    expect(editSecrets(text, clientSecret, withNewSecret(old, added))).toBe(
      text
        .replace(
          'since: {active: 2026-05-04T08:00:00Z} #',
          'since: {active: 2026-05-04T08:00:00Z, retiring: 2026-11-20T08:00:00Z} #',
        )
        .replace("state: 'active'", "state: 'retiring'")
        .replace('# the end\n', `${first.replace('clientSecrets:\n', '')}# the end\n`),
    )
  })
})
