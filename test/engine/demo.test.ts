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

  test('a failure in the middle leaves what was made', async () => {
    azure((state) => {
      prepareSurroundings(state)
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
