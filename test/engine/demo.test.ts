import { expect, test, vi } from 'vitest'
import { useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/pulumi-command.ts'
import { prepareSurroundings } from './surroundings.ts'

vi.setConfig({ testTimeout: 300_000 })

describeEngine('the example "demo"', () => {
  const { pulumi, azure } = useCheckout()
  const up = (...args: string[]) => pulumi('up', '--yes', '--skip-preview', ...args)
  const made = () => Object.keys(azure(({ resources }) => resources)).join('\n')

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
    expect((await pulumi('stack', 'init', 'demo')).code).toBe(0)
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

  test('and the one after that nothing', async () => {
    const { code, output } = await up('--expect-no-changes')
    expect(code, output).toBe(0)
  })
})
