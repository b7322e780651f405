import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../../src/config/memory-tree.ts'
import { validate } from '../../../src/rules/validate.ts'
import { changedBase } from '../../support/changed-base.ts'

const now = new Date('2026-06-01T00:00:00Z')
const file = 'config/production/integration.yaml'

/** What `validate` says of a redirect URI: rule and the quoted placeholder. */
function told(uri: string): string[] {
  const files = changedBase({
    [file]: [['https://app.contoso.example/docusign/callback', JSON.stringify(uri)]],
  })
  const { findings } = validate(memoryTree(files), { now })
  return findings.map(({ ruleId, message }) => `${ruleId} ${/"([^"]*)"$/.exec(message)?.[1]}`)
}

describe('one finding for a placeholder of any kind', () => {
  test.each([
    ['https://app.contoso.example/{tenant}/cb', '{tenant}'],
    ['https://{tenant}.contoso.example/cb', '{tenant}'],
    ['https://app.contoso.example/{{ tenant }}/cb', '{{ tenant }}'],
    [`https://app.contoso.example/$\{tenant}/cb`, `$\{tenant}`],
    ['https://app.contoso.example/%7Btenant%7D/cb', '%7Btenant%7D'],
    ['https://app.contoso.example/#{tenant}/cb', '#{tenant}'],
    ['https://app.contoso.example/:tenant/cb', ':tenant'],
    ['https://:tenant/cb', ':tenant'],
    ['https://app.contoso.example/[wildcard]', '[wildcard]'],
    ['https://[tenant].contoso.example/cb', '[tenant]'],
    ['https://app.contoso.example/<tenant>/cb', '<tenant>'],
    ['https://<tenant>.contoso.example/cb', '<tenant>'],
    ['https://app.contoso.example/%s/cb', '%s'],
    ['https://%s.contoso.example/cb', '%s'],
    ['https://app.contoso.example/%(tenant)s/cb', '%(tenant)s'],
    ['https://app.contoso.example/%TENANT%/cb', '%TENANT%'],
    ['https://app.contoso.example/$TENANT/cb', '$TENANT'],
    ['https://app.contoso.example/__TENANT__/cb', '__TENANT__'],
    ['https://app.contoso.example/(.*)', '(.*)'],
    ['https://*.contoso.example/cb', '*'],
    ['https://app.contoso.example/cb/*', '*'],
    ['https://your-domain.example/cb', 'your-domain'],
    ['https://app.contoso.example/cb?tenant={tenant}', '{tenant}'],
    ['{scheme}://app.contoso.example/cb', '{scheme}'],
  ])('%s', (uri, placeholder) => {
    expect(told(uri)).toEqual([`redirect-uri/wildcard ${placeholder}`])
  })

  test('a placeholder hides nothing that guards authorization codes', () => {
    const rules = told('http://app.contoso.example/*').map((line) => line.split(' ')[0])
    expect(rules).toEqual(['redirect-uri/wildcard', 'redirect-uri/insecure'])
  })

  test.each([
    'https://[2001:db8::1]/cb',
    'https://app.contoso.example:8443/a:b/cb',
    'https://app.contoso.example/caf%C3%A9/cb',
    'https://app.contoso.example/a$b/(c)/~d/e,f;g=1/cb',
    'https://app.contoso.example/%abx%20/cb',
    'https://yourcompany-integrations.example/cb',
  ])('none: %s', (uri) => {
    expect(told(uri).filter((line) => line.startsWith('redirect-uri/wildcard'))).toEqual([])
  })

  test('no plain address has one', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/)
    const part = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}[A-Za-z0-9]$/)
    fc.assert(
      fc.property(label, fc.array(part, { minLength: 1, maxLength: 4 }), (host, parts) => {
        const uri = `https://${host}.contoso.example/${parts.join('/')}`
        fc.pre(!/__\w+__|your/i.test(uri))
        expect(told(uri).filter((line) => line.startsWith('redirect-uri/wildcard'))).toEqual([])
      }),
      { seed: 9, numRuns: 40 },
    )
  })
})
