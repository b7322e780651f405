import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Azure } from '../../src/emulators/resource-manager/azure.ts'
import {
  recoverResource,
  removeResource,
} from '../../src/emulators/resource-manager/soft-delete.ts'
import { prepareSurroundings } from '../../tools/rehearse/surroundings.ts'
import { useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

// The cases of docs/stuck.md, in its order; each ends with a deployment that works.
describeEngine('a deployment is stuck', () => {
  const project = useCheckout()
  const { pulumi, azure, json } = project
  const up = (...args: string[]) => pulumi('up', '--yes', '--skip-preview', ...args)
  const vaultName = 'kv-contoso-sign-demo'
  const vaultIn = ({ subscriptionId }: Azure) =>
    `/subscriptions/${subscriptionId}/resourceGroups/rg-contoso-sign-demo/providers/Microsoft.KeyVault/vaults/${vaultName}`

  test('because a run that was killed left its lock', async () => {
    azure((state) => prepareSurroundings(state))
    await pulumi('stack', 'init', 'demo')
    const backend = (project.env.PULUMI_BACKEND_URL ?? '').replace('file://', '')
    const lock = join(backend, '.pulumi/locks/organization/ikctl-infra/demo/lost.json')
    mkdirSync(dirname(lock), { recursive: true })
    const holder = {
      pid: 4711,
      username: 'runner',
      hostname: 'lost',
      timestamp: '2026-11-20T10:00:00Z',
    }
    writeFileSync(lock, JSON.stringify(holder))
    const { code, output } = await up()
    expect(code).not.toBe(0)
    expect(output).toContain('the stack is currently locked by 1 lock(s)')
    expect(output).toContain('runner@lost (pid 4711)')
    // Reading is allowed meanwhile.
    expect((await pulumi('preview')).code).toBe(0)
    expect((await pulumi('cancel', '--yes')).code).toBe(0)
    expect(existsSync(lock)).toBe(false)
  })

  test("because a vault's name belongs to somebody else", async () => {
    azure((state) => {
      state.takenNames.push(vaultName)
    })
    const { code, output } = await up()
    expect(code).not.toBe(0)
    expect(output).toContain('VaultAlreadyExists')
    expect(output).toContain('Vault names are globally unique')
    // Another name in integration.yaml would do too; here the other customer gives it back.
    azure((state) => {
      state.takenNames = []
    })
  })

  test('because Azure failed in the middle: the next run makes the rest', async () => {
    azure((state) => {
      state.faults.push({
        ...{ operation: 'create', type: 'azure-native:keyvault:Vault', name: vaultName },
        ...{ status: 400, when: 'middle', times: 1 },
      })
    })
    expect((await up()).code).not.toBe(0)
    const { code, output } = await up()
    expect(code, output).toBe(0)
  })

  test('because the answer was lost: the resource is imported', async () => {
    const ruleName = 'alert-contoso-sign-demo-deletion'
    const rule = azure((state) => {
      const found = Object.values(state.resources).find(({ id }) => id.endsWith(ruleName))
      if (found !== undefined) delete state.resources[found.id.toLowerCase()]
      return found?.id ?? ''
    })
    expect((await pulumi('refresh', '--yes', '--skip-preview')).code).toBe(0)
    azure((state) => {
      state.faults.push({
        ...{ operation: 'create', name: ruleName, status: 500, when: 'lost', times: 1 },
      })
    })
    expect((await up()).code).not.toBe(0)
    const { code, output } = await up()
    expect(code).not.toBe(0)
    expect(output).toContain('cannot create already existing resource')
    const urn = await urnOf('ikctl:infra:Environment')
    const imported = await pulumi(
      ...['import', 'azure-native:monitor:ScheduledQueryRule', 'alert-deletion', rule],
      ...['--parent', `environment=${urn}`, '--generate-code=false', '--protect=false'],
      ...['--yes', '--skip-preview'],
    )
    expect(imported.code, imported.output).toBe(0)
    const again = await up()
    expect(again.code, again.output).toBe(0)
  })

  test('because somebody deleted a vault: it is recovered and its roles are made again', async () => {
    azure((state) => {
      const vault = state.resources[vaultIn(state).toLowerCase()]
      if (vault !== undefined) removeResource(state, vault, Date.now())
    })
    expect((await pulumi('refresh', '--yes', '--skip-preview')).code).toBe(0)
    const { code, output } = await up()
    expect(code).not.toBe(0)
    expect(output).toContain('already exists in deleted state')
    // az keyvault recover --name kv-contoso-sign-demo
    const keys = azure((state) => {
      recoverResource(state, vaultIn(state))
      return Object.keys(state.resources).filter((id) => id.includes('/keys/docusign-'))
    })
    expect(keys).toHaveLength(1)
    const parent = { parent: 'contoso-sign-demo' }
    const resources = [
      { type: 'ikctl:infra:Environment', name: 'contoso-sign-demo', component: true },
      {
        ...{ type: 'azure-native:keyvault:Vault', name: 'signing-vault', ...parent },
        id: azure(vaultIn),
      },
      {
        ...{ type: 'azure-native:keyvault:Key', name: 'key-2026-10', ...parent },
        id: azure((state) => state.resources[keys[0] ?? '']?.id),
      },
    ]
    writeFileSync(join(project.folder, 'recovered.json'), JSON.stringify({ resources }))
    const imported = await pulumi(
      ...['import', '--file', 'recovered.json', '--generate-code=false', '--yes', '--skip-preview'],
    )
    expect(imported.code, imported.output).toBe(0)
    const again = await up()
    expect(again.code, again.output).toBe(0)
    expect(again.output).toMatch(/RoleAssignment +application-is-signer-of-signing +created/)
    expect(again.output).toMatch(/SystemTopicEventSubscription +signing-events-mail +created/)
    const same = await up('--expect-no-changes')
    expect(same.code, same.output).toBe(0)
  })

  async function urnOf(type: string): Promise<string> {
    const { deployment } = await json<{
      deployment: { resources: { type: string; urn: string }[] }
    }>('stack', 'export')
    return deployment.resources.find((resource) => resource.type === type)?.urn ?? ''
  }
})
