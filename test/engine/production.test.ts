import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Document } from 'yaml'
import { changeResource } from '../../src/emulators/resource-manager/resource-manager.ts'
import { prepareSurroundings } from '../../tools/rehearse/surroundings.ts'
import { commit, useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

interface Step {
  op: string
  urn: string
}

const policies = ['--policy-pack', 'infra/policy']
const keyPairs = 'config/production/key-pairs.yaml'

// One life of one environment: the tests go on from one another.
describeEngine('the example "production"', () => {
  const project = useCheckout()
  const { pulumi, json, edit, azure, env } = project

  /** What a preview would do, without what stays. */
  const plan = async () => {
    const { steps } = await json<{ steps: Step[] }>('preview', '--json')
    return steps
      .filter(({ op }) => op !== 'same')
      .map(({ op, urn }) => `${op} ${urn.slice(urn.lastIndexOf('::') + 2)}`)
  }
  /** `pulumi up`, and what it did: `updated settings`. */
  const up = async (...args: string[]) => {
    const { code, output } = await pulumi('up', '--yes', '--skip-preview', ...args)
    const lines = output.matchAll(/azure-native\S+ +(\S+) +(created|updated|deleted|replaced)\b/g)
    return { code, output, done: [...lines].map(([, name, verb]) => `${verb} ${name}`) }
  }
  const keyPair = (document: Document, id: string, state: string, time: string) => {
    document.setIn(['keyPairs', id, 'state'], state)
    document.setIn(['keyPairs', id, 'since', state], time)
  }

  test('a stack is made, and its first preview keeps to all policies', async () => {
    azure(prepareSurroundings)
    expect(await pulumi('stack', 'init', 'production')).toMatchObject({ code: 0 })
    const { code, output } = await pulumi('preview', ...policies)
    expect(output).toContain('ikctl@v0.1.0')
    expect(output).toMatch(/azure-native:keyvault:Vault +signing-vault +create/)
    expect(output).toMatch(/azure-native:keyvault:Key +key-2026-09 +create/)
    expect(code).toBe(0)
  })

  test('up makes everything, under all policies, and puts out what comes next', async () => {
    const { code, output } = await pulumi('up', '--yes', '--skip-preview', ...policies)
    expect(code, output).toBe(0)
    expect(await json('stack', 'output', '--json')).toMatchObject({
      commit,
      settings: { keyPair: { id: '2026-09' }, oauthHost: 'account.docusign.com' },
      settingsSecret: 'https://kv-contoso-cfg-prod.vault.azure.net/secrets/docusign-settings',
      evidenceKey: expect.stringMatching(
        /kv-contoso-cfg-prod\.vault\.azure\.net\/keys\/evidence\/\w+$/,
      ),
      keys: {
        '2026-09': expect.stringMatching(/\/keys\/docusign-2026-09\/[0-9a-f]{32}$/),
        '2026-11': expect.stringMatching(/\/keys\/docusign-2026-11\/[0-9a-f]{32}$/),
      },
    })
  })

  test('up again changes nothing, also with another commit', async () => {
    env.GITHUB_SHA = commit.replace('0', 'f')
    const { code, output } = await up('--expect-no-changes')
    expect(code, output).toBe(0)
    expect(await json('stack', 'output', 'commit', '--json')).toBe(env.GITHUB_SHA)
  })

  test('the state holds no private key, no PEM and no secret', async () => {
    const state = JSON.stringify(await json('stack', 'export'))
    expect(state).toContain('docusign-settings')
    expect(state).not.toMatch(/PRIVATE KEY|BEGIN |\\*"(d|p|q|dp|dq|qi|k)\\*":/)
    // Nothing is even encrypted: there is no secret to hide.
    expect(state).not.toContain('ciphertext')
  })

  test('a new key pair is one key more, and known to the alert on undeclared versions', async () => {
    edit(keyPairs, (document) => {
      const since = { pending: '2026-11-20T09:00:00Z' }
      const pair = { state: 'pending', origin: 'vault', custody: 'key', since }
      document.setIn(['keyPairs', '2026-12'], document.createNode(pair))
    })
    expect(await plan()).toEqual(['update alert-undeclared-version', 'create key-2026-12'])
    edit(keyPairs, (document) => document.deleteIn(['keyPairs', '2026-12']))
  })

  test('a promotion changes the settings and nothing else', async () => {
    edit(keyPairs, (document) => {
      keyPair(document, '2026-09', 'retiring', '2026-11-20T10:00:00Z')
      keyPair(document, '2026-11', 'active', '2026-11-20T10:00:00Z')
    })
    const { code, output, done } = await up()
    expect(code, output).toBe(0)
    expect(done).toEqual(['updated settings'])
    expect(await json('stack', 'output', 'settings', '--json')).toMatchObject({
      keyPair: { id: '2026-11' },
    })
  })

  test('the stack moves to another API of the vaults and back, and nothing is replaced', async () => {
    const ofVaults = async () => {
      const { deployment } = await json<{
        deployment: {
          resources: { type: string; id?: string; outputs?: Record<string, unknown> }[]
        }
      }>('stack', 'export')
      return deployment.resources
        .filter(({ type }) => /:keyvault:/.test(type))
        .map(({ type, id = '' }) => ({ type, id }))
        .sort((a, b) => a.id.localeCompare(b.id))
    }
    const before = await ofVaults()
    expect(before.length).toBeGreaterThan(4)
    const replaced = /replace|delete|create/
    for (const api of ['v20260201', 'v20241101']) {
      expect(await pulumi('config', 'set', 'keyVaultApi', api)).toMatchObject({ code: 0 })
      const steps = await plan()
      expect(steps.filter((step) => replaced.test(step))).toEqual([])
      const { code, output, done } = await up(...policies)
      expect(code, output).toBe(0)
      expect(done).toEqual([])
      const after = await ofVaults()
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      const prefix = api === 'v20241101' ? 'azure-native:' : 'azure-native_keyvault_v20260201:'
      expect(after.filter(({ type }) => !type.startsWith(prefix))).toEqual([])
    }
    const { code, output } = await up('--expect-no-changes')
    expect(code, output).toBe(0)
  })

  test('a key pair that is not retired cannot be removed', async () => {
    let removed: unknown
    edit(keyPairs, (document) => {
      removed = document.getIn(['keyPairs', '2026-09'])
      document.deleteIn(['keyPairs', '2026-09'])
    })
    rmSync(join(project.folder, 'config/production/public-keys/2026-09.pem'))
    // Its preview fails already, so nothing else of the change is done either.
    const { code, output } = await pulumi('up', '--yes')
    expect(code).not.toBe(0)
    expect(output).toMatch(/key-2026-09.*cannot be deleted|protected/s)
    expect(output).not.toContain('Updating')
    expect(Object.keys(azure(({ resources }) => resources)).join()).toContain('docusign-2026-09')
    edit(keyPairs, (document) => document.setIn(['keyPairs', '2026-09'], removed))
  })

  test('a retired one can: Pulumi forgets it, the vault keeps it', async () => {
    edit(keyPairs, (document) => keyPair(document, '2026-09', 'retired', '2026-11-22T10:00:00Z'))
    expect(await up()).toMatchObject({ code: 0, done: [] })
    edit(keyPairs, (document) => document.deleteIn(['keyPairs', '2026-09']))
    const { code, output, done } = await up()
    expect(code, output).toBe(0)
    // "Deleted" is what Pulumi calls it; the key is where it was.
    expect(done).toEqual(['updated alert-undeclared-version', 'deleted key-2026-09'])
    const state = JSON.stringify(await json('stack', 'export'))
    expect(state).not.toContain('"key-2026-09"')
    const kept = azure(({ resources, deleted }) => [Object.keys(resources), Object.keys(deleted)])
    expect(kept[0]?.join()).toContain('keys/docusign-2026-09')
    expect(kept[1]).toEqual([])
  })

  test('a vault that was opened behind its back is found, and closed again', async () => {
    azure((state) => {
      changeResource(state, 'kv-contoso-sign-prod', {
        properties: { publicNetworkAccess: 'Enabled', networkAcls: { defaultAction: 'Allow' } },
      })
    })
    const { output } = await pulumi('refresh', '--yes', '--skip-preview', '--diff')
    expect(output).toMatch(/publicNetworkAccess/)
    expect(await up()).toMatchObject({ code: 0, done: ['updated signing-vault'] })
    expect(JSON.stringify(azure(({ resources }) => resources))).not.toContain('"Allow"')
  })

  test('an invalid configuration stops it, with the findings', async () => {
    edit('config/production/integration.yaml', (document) => document.set('platform', 'prod'))
    const { code, output } = await pulumi('preview')
    expect(code).not.toBe(0)
    expect(output).toContain('config/production has errors, nothing was deployed')
    expect(output).toMatch(/config\/production\/integration\.yaml:\d+:\d+ error/)
    expect(output).toContain('help:')
    edit('config/production/integration.yaml', (document) => document.set('platform', 'production'))
  })

  test('destroy is refused', async () => {
    const { code, output } = await pulumi('destroy', '--yes', '--skip-preview')
    expect(code).not.toBe(0)
    expect(output).toMatch(/protected/)
    expect(Object.keys(azure(({ resources }) => resources)).join()).toContain(
      'kv-contoso-sign-prod',
    )
  })
})
