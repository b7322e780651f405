import { describe, expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'
import { runIkctl } from '../support/run-ikctl.ts'

describe('ikctl consent', () => {
  test("prints the vendor's link with %20 between the scopes", async () => {
    const { code, stdout } = await runIkctl(['consent', 'production', 'acme'], { cwd: root })
    expect(stdout).toContain(
      'https://account.docusign.com/oauth/auth?response_type=code&scope=signature%20impersonation&client_id=',
    )
    expect(stdout).toMatch(/^ {2}acme\/default {2}user [-0-9a-f]{36} {2}Acme Corporation$/m)
    expect(stdout).toMatch(/^ {2}acme\/hr {7}user [-0-9a-f]{36} {2}Acme Corporation$/m)
    expect(code).toBe(0)
  })

  test('lists every user of live and onboarding tenants as JSON', async () => {
    const { stdout } = await runIkctl(['consent', 'demo', '--format', 'json'], { cwd: root })
    const { links } = JSON.parse(stdout) as { links: { tenant: string; url: string }[] }
    expect(links.map(({ tenant }) => tenant)).toEqual(['acme', 'adatum', 'alpine-ski-house'])
    expect(new URL(links[0]?.url ?? '').origin).toBe('https://account-d.docusign.com')
  })

  test("prints the link for an administrator of the customer's organization", async () => {
    const run = (...args: string[]) => runIkctl(['consent', 'production', ...args], { cwd: root })
    const { code, stdout } = await run('acme', '--organization')
    const url = new URL(/https:\S+/.exec(stdout)?.[0] ?? '')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'openid',
      admin_consent_scope: 'signature impersonation',
    })
    expect(url.search).toContain('&admin_consent_scope=signature%20impersonation&')
    expect(stdout.match(/https:/g)).toHaveLength(1)
    expect(stdout).toContain('An administrator of the organization of acme (Acme Corporation)')
    expect(code).toBe(0)
    expect(await run('--organization')).toMatchObject({ code: 2, stdout: '' })
  })

  test('says so when there is no such tenant', async () => {
    const { code, stderr } = await runIkctl(['consent', 'demo', 'acne'], { cwd: root })
    expect(stderr).toContain('"demo" has no tenant "acne"')
    expect(code).toBe(2)
  })
})
