import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { prepareSurroundings } from '../../tools/rehearse/surroundings.ts'
import { repository, useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

const script = pathToFileURL(join(repository, '.github/scripts/render-preview.mjs')).href
const { renderPreview } = (await import(script)) as {
  renderPreview(text: string, environment: string): { markdown: string; digest: string }
}

describeEngine('the preview that is approved', () => {
  const project = useCheckout()
  const preview = async () =>
    renderPreview(JSON.stringify(await project.json('preview', '--json')), 'demo')

  test('names what is made, and has the same digest as long as the same is to be done', async () => {
    project.azure(prepareSurroundings)
    expect((await project.pulumi('stack', 'init', 'demo')).code).toBe(0)
    const first = await preview()
    expect(first.markdown).toMatch(/: \d+ create\n/)
    expect(first.markdown).toContain('<code>azure-native:keyvault:Vault</code>')
    expect((await preview()).digest).toBe(first.digest)
    project.edit('Pulumi.demo.yaml', (document) => {
      document.setIn(['config', 'ikctl-infra:tags'], { owner: 'signing' })
    })
    expect((await preview()).digest).not.toBe(first.digest)
  })
})
