import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runActionStep } from './run-step.ts'
import { withPrograms } from './with-programs.ts'

const script = pathToFileURL(join(root, '.github/scripts/render-preview.mjs')).href
const { renderPreview } = (await import(script)) as {
  renderPreview(text: string, environment: string): { markdown: string; digest: string }
}

const urn = (type: string, name: string) =>
  `urn:pulumi:demo::ikctl-infra::ikctl:Env$${type}::${name}`
const steps = [
  { op: 'same', urn: urn('azure-native:keyvault:Vault', 'signing') },
  {
    op: 'update',
    urn: urn('azure-native:keyvault:Secret', 'settings'),
    detailedDiff: { 'properties.value': { kind: 'update' } },
    newState: { inputs: { properties: { value: 'a' } } },
  },
  { op: 'delete', urn: urn('azure-native:keyvault:Key', 'docusign-2026-05') },
  { op: 'create', urn: urn('azure-native:keyvault:Key', '`x` | [y](/z) @all <img>') },
]
const render = (...given: object[]) => renderPreview(JSON.stringify({ steps: given }), 'demo')

describe('render-preview.mjs', () => {
  test('shows what goes first, then every change, and leaves out what stays', () => {
    const { markdown } = render(...steps)
    expect(markdown).toMatch(
      /^### pulumi preview <code>demo<\/code>: (?=.*1 update)(?=.*1 delete)(?=.*1 create)/,
    )
    expect(markdown).toContain(
      '#### Review before you approve: deleted or replaced\n\n- delete <code>azure-native:keyvault:Key</code> <code>docusign-2026-05</code>\n',
    )
    expect(markdown).toContain('| update | <code>azure-native:keyvault:Secret</code>')
    expect(markdown).toContain('<code>properties.value</code>')
    expect(markdown).not.toContain('signing')
  })

  test('a name out of a change is nothing but code', () => {
    const { markdown } = render(...steps)
    expect(markdown).toContain(
      '<code>&#96;x&#96; &#124; &#91;y&#93;(/z) &#64;all &#60;img&#62;</code>',
    )
    expect(markdown).not.toMatch(/<img|@all|\]\(/)
  })

  test('the digest is about what is done, in any order, and to which inputs', () => {
    const { digest } = render(...steps)
    expect(render(...[...steps].reverse()).digest).toBe(digest)
    expect(render(...steps.slice(0, 3)).digest).not.toBe(digest)
    const [same, update = {}, ...rest] = steps
    const other = { ...update, newState: { inputs: { properties: { value: 'b' } } } }
    expect(render(same ?? {}, other, ...rest).digest).not.toBe(digest)
  })

  test('no changes, errors, and what is no preview', () => {
    expect(render(steps[0] ?? {}).markdown).toBe(
      '### pulumi preview <code>demo</code>: no changes\n',
    )
    const failed = { steps: [], diagnostics: [{ severity: 'error', message: 'no *access*' }] }
    expect(renderPreview(JSON.stringify(failed), 'demo').markdown).toContain(
      ': failed\n\n#### Errors\n\n- <code>no &#42;access&#42;</code>',
    )
    expect(renderPreview('error: no stack', 'demo')).toMatchObject({
      digest: '',
      markdown: expect.stringContaining('failed'),
    })
  })
})

describe('the step of the action', () => {
  const run = (approved: string, npx?: string) => {
    const folder = temporaryFolder({ 'preview.out': JSON.stringify({ steps }) })
    return runActionStep('preview', 'Preview', {
      workspace: folder,
      env: {
        ACTION: join(root, '.github/actions/preview'),
        ...{ ENVIRONMENT: 'demo', APPROVED: approved, PREVIEW: join(folder, 'preview.json') },
        PATH: withPrograms(join(folder, 'programs'), { npx: npx ?? 'cat preview.out' }),
      },
    })
  }

  test('lets pass what was approved, and nothing else', () => {
    const first = run('')
    expect(first).toMatchObject({ code: 0, summary: expect.stringContaining('#### Changes') })
    const [, digest = ''] = /^digest=(\w{64})\n$/.exec(first.outputs) ?? []
    expect(run(digest).code).toBe(0)
    const other = run('0'.repeat(64))
    expect(other.code).toBe(1)
    expect(other.log).toContain('::error::This would not do what was approved')
  })

  test('fails with the preview, and prints why', () => {
    const text = JSON.stringify({ steps: [], diagnostics: [{ severity: 'error', message: 'no' }] })
    expect(run('', `echo '${text}'; exit 255`)).toMatchObject({ code: 255, log: 'no\n' })
    expect(run('', 'echo error; exit 255')).toMatchObject({
      code: 255,
      log: expect.stringContaining('error\n'),
    })
  })
})
