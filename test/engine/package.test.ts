import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { prepareSurroundings } from '../../tools/rehearse/surroundings.ts'
import { installPacked, packInto } from '../support/packed-package.ts'
import { usePulumiProject } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

describeEngine('the repository that ikctl init writes, with the packed package', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'ikctl-packed-'))
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  const { pulumi, json, azure, edit } = usePulumiProject((folder) => {
    const packed = packInto(scratch)
    installPacked(packed, scratch)
    const ikctl = (...args: string[]) =>
      execFileSync(process.execPath, [join(scratch, 'node_modules/.bin/ikctl'), ...args])
    ikctl(
      ...['init', folder, '--package', packed, '--product', 'contoso-sign'],
      ...['--integration-key', '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'],
      ...['--management-account', '0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77'],
      ...['--canary-user', '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48'],
      ...['--contact', 'docusign-admins@contoso.example'],
      ...['--redirect-uri', 'https://app.contoso.example/docusign/consented'],
      ...['--repository', 'contoso@123456/docusign-config@456789'],
    )
    installPacked(packed, folder)
    ikctl('-C', folder, 'rotate', 'start', 'demo', '2026-11')
    return parse(readFileSync(join(folder, 'Pulumi.yaml'), 'utf8'))
  })

  test('makes the vaults and the first key, and keeps to the policies', async () => {
    azure(prepareSurroundings)
    edit('Pulumi.demo.yaml', (stack) => {
      stack.setIn(['config', 'ikctl-infra:allowedIpRanges'], ['203.0.113.16/28'])
    })
    await pulumi('stack', 'init', 'demo')
    const pack = ['--policy-pack', 'infra/policy']
    const { code, output } = await pulumi('up', '--yes', '--skip-preview', ...pack)
    expect(code, output).toBe(0)
    expect(output).toMatch(/Policies:\s+.*ikctl/)
    expect(await json('stack', 'output', '--json')).toMatchObject({
      keys: { '2026-11': expect.stringContaining('/keys/docusign-2026-11/') },
      vaults: { signing: expect.stringMatching(/^https:\/\/kv-contoso/) },
    })
  })
})
