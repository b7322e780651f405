import { expect, test, vi } from 'vitest'
import { prepareSurroundings } from '../../tools/rehearse/surroundings.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { runIkctl } from '../support/run-ikctl.ts'
import { useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

describeEngine('the example "demo"', () => {
  const project = useCheckout()
  const { pulumi, azure, env, edit } = project
  const up = (...args: string[]) => pulumi('up', '--yes', '--skip-preview', ...args)
  const made = () => Object.keys(azure(({ resources }) => resources)).join('\n')
  const planOfDeployed = () =>
    runIkctl(['plan', 'demo', '--base', 'deployed'], { cwd: project.folder, env })

  test('as long as nothing is deployed, there is nothing to compare with', async () => {
    const without = await planOfDeployed()
    expect(without.stderr).toContain('Pulumi knows no stack "demo"')
    expect(without.code).toBe(2)
    expect((await pulumi('stack', 'init', 'demo')).code).toBe(0)
    const empty = await planOfDeployed()
    expect(empty.stderr).toContain('the stack "demo" has no output "commit"')
    expect(empty.code).toBe(2)
  })

  // pulumi/pulumi-azure-native#3479
  test('a resource provider that is not registered stops it, by name', async () => {
    azure((state) => {
      prepareSurroundings(state)
      state.registered = state.registered.filter((one) => one !== 'Microsoft.EventGrid')
    })
    const { code, output } = await up()
    expect(code).not.toBe(0)
    expect(output).toContain("not registered to use namespace 'Microsoft.EventGrid'")
    azure((state) => {
      state.registered.push('Microsoft.EventGrid')
    })
  })

  test('a failure in the middle leaves what was made', async () => {
    azure((state) => {
      state.faults.push({
        operation: 'create',
        type: 'azure-native:keyvault:Key',
        status: 403,
        message: 'CANARY: not today',
        times: 1,
      })
    })
    const { code, output } = await up()
    expect(code).not.toBe(0)
    expect(output).toContain('CANARY: not today')
    expect(made()).toContain('/vaults/kv-')
  })

  test('the next run makes the rest', async () => {
    const { code, output } = await up()
    expect(code, output).toBe(0)
    expect(made()).toMatch(/\/keys\/docusign-/)
    expect(made()).toContain('/keys/evidence')
    expect(made()).toContain('/secrets/docusign-settings')
  })

  test('one more tag changes tags only: no role assignment is replaced, in the preview neither', async () => {
    edit('Pulumi.demo.yaml', (stack) =>
      stack.setIn(['config', 'ikctl-infra:tags'], { 'cost-centre': '4711' }),
    )
    const preview = await pulumi('preview', '--diff')
    expect(preview.code, preview.output).toBe(0)
    expect(preview.output).toMatch(/\d+ to update/)
    expect(preview.output).not.toMatch(/to (replace|create|delete)|RoleAssignment: \(replace\)/)
    const { code, output } = await up()
    expect(code, output).toBe(0)
    expect(output).not.toMatch(/replaced|RoleAssignment/)
  })

  test('a preview names the keys that sku premium leaves in software', async () => {
    edit('Pulumi.demo.yaml', (stack) => stack.setIn(['config', 'ikctl-infra:sku'], 'premium'))
    const { code, output } = await pulumi('preview')
    expect(code, output).toBe(0)
    expect(output).toContain('the key of "2026-10" stays in software although sku is premium')
    edit('Pulumi.demo.yaml', (stack) => stack.setIn(['config', 'ikctl-infra:sku'], 'standard'))
  })

  // Client ids would change: every application and pipeline would lose its login.
  test('a product that is called otherwise keeps its identities, and all other names', async () => {
    const names = made()
    edit('config/demo/integration.yaml', (file) => file.set('product', 'contoso-esign'))
    const { code, output } = await up()
    expect(code, output).toBe(0)
    expect(output).not.toMatch(/azure-native:\S+ +\S+ +(created|replaced|deleted)/)
    expect(made()).toBe(names)
    edit('config/demo/integration.yaml', (file) => file.set('product', 'contoso-sign'))
    expect((await up()).code).toBe(0)
  })

  // The preview stops already, so nothing else of the change is done either.
  test.each<[string, string, readonly string[], string]>([
    [
      'another address of a vault',
      ...(['config/demo/integration.yaml', ['vaults', 'settings']] as const),
      'https://kv-contoso-cfg-two.vault.azure.net',
    ],
    [
      'another region',
      ...(['Pulumi.demo.yaml', ['config', 'ikctl-infra:location']] as const),
      'northeurope',
    ],
  ])('%s is refused before anything happens', async (_, file, pointer, value) => {
    const before = made()
    let was: unknown
    edit(file, (document) => {
      was = document.getIn(pointer)
      document.setIn(pointer, value)
    })
    const { code, output } = await pulumi('up', '--yes')
    edit(file, (document) => document.setIn(pointer, was))
    expect(code).not.toBe(0)
    expect(output).toMatch(/unable to replace resource .*marked for protection/s)
    expect(output).not.toContain('Updating')
    expect(made()).toBe(before)
  })

  test('and the one after that nothing; what it deployed is the base of a plan', async () => {
    const { git } = gitRepository({ folder: project.folder })
    git('add', 'config')
    git('commit', '--quiet', '--message', 'As deployed')
    env.GITHUB_SHA = git('rev-parse', 'HEAD')
    const { code, output } = await up('--expect-no-changes')
    expect(code, output).toBe(0)

    edit('config/demo/tenants/acme.yaml', (tenant) => tenant.set('status', 'suspended'))
    const plan = await planOfDeployed()
    expect(plan.stderr).toBe('')
    expect(plan.stdout).toContain('acme  status live -> suspended')
    expect(plan.code).toBe(0)
  })
})
