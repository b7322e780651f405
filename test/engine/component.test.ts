import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { allResourceProviders } from '../../infra/bootstrap/resource-providers.ts'
import { type PulumiProject, useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

const deployed = join(import.meta.dirname, '../cases/deployed')

/** A stack that version 0.1.0 deployed, before there was a component with a class of its own. */
async function restore({ pulumi, azure }: PulumiProject, name: string, stack: string) {
  azure((now) => {
    Object.assign(now, JSON.parse(readFileSync(join(deployed, name, 'azure.json'), 'utf8')))
    now.registered = [...allResourceProviders]
  })
  await pulumi('stack', 'init', stack)
  const { code, output } = await pulumi(
    ...['stack', 'import', '--file', join(deployed, name, 'stack.json')],
  )
  expect(code, output).toBe(0)
}

/** What `up` did to resources of Azure, as `created key-2026-10`. */
async function up({ pulumi }: PulumiProject, ...args: string[]) {
  const { code, output } = await pulumi('up', '--yes', '--skip-preview', ...args)
  expect(code, output).toBe(0)
  const lines = output.matchAll(/azure-native:\S+ +(\S+) +(created|updated|deleted|replaced)\b/g)
  return [...lines].map(([, name, verb]) => `${verb} ${name}`)
}

const environment = (name: string) => `
new DocusignEnvironment('${name}', {
  environment: loadEnvironment('${name}'),
  ...client,
  location: 'westeurope',
  resourceGroup: 'rg-contoso-sign-${name}',
  allowedIpRanges: ['203.0.113.16/28'],
  alertEmails: ['docusign-admins@contoso.example'],
})
`
const program = (...environments: string[]) => `
import { getClientConfig } from '@pulumi/azure-native/authorization/getClientConfig.js'
import { DocusignEnvironment, loadEnvironment } from './infra/provision.ts'
const { tenantId, subscriptionId } = await getClientConfig()
const client = { tenantId, subscriptionId }
${environments.map(environment).join('')}`

describeEngine('a stack that was deployed before', () => {
  const project = useCheckout()
  const main = (text: string) => writeFileSync(join(project.folder, 'team.ts'), text)

  test('is brought up to date by provision(): nothing is replaced or deleted', async () => {
    await restore(project, 'demo', 'demo')
    const done = await up(project)
    expect(done.filter((line) => /^(replaced|deleted)/.test(line))).toEqual([])
    expect(done.filter((line) => line.startsWith('created')).sort()).toEqual([
      'created alert-logs-removed',
      'created alert-vault-changed',
      'created alerts-identity',
      'created alerts-is-reader-of-logs',
    ])
  })

  test('moves to the component with nothing created, replaced or deleted', async () => {
    project.edit('Pulumi.yaml', (document) => document.set('main', 'team.ts'))
    main(program('demo'))
    const before = Object.keys(project.azure(({ resources }) => resources)).filter(isKept)
    const done = await up(project)
    // This program names nobody who may become the identities.
    const others = done.filter((line) => !/^updated|^deleted \w+-(github|kubernetes)-/.test(line))
    expect(others).toEqual([])
    expect(Object.keys(project.azure(({ resources }) => resources)).filter(isKept)).toEqual(before)
    expect(await up(project, '--expect-no-changes')).toEqual([])
  })

  test('takes a second environment, whose parts have names of their own', async () => {
    main(program('demo', 'production'))
    const done = await up(project)
    expect(done.filter((line) => !line.startsWith('created production-'))).toEqual([])
    expect(done).toContain('created production-signing-vault')
  })
})

describeEngine('a bootstrap that was made before', () => {
  const owner = useCheckout('infra/bootstrap')

  test('becomes a component with no identity, vault, key or state replaced', async () => {
    const config = {
      location: 'westeurope',
      resourceGroup: 'rg-contoso-sign-demo',
      stateStorageAccount: 'stcontososigndemo',
      secretsVault: 'kv-contoso-state-demo',
      allowedIpRanges: ['203.0.113.16/28'],
      deployerSubjects: [
        { github: { repository: 'contoso/docusign-config', environment: 'demo' } },
      ],
      previewSubjects: [
        { github: { repository: 'contoso/docusign-config', environment: 'preview' } },
      ],
    }
    const stack = Object.entries(config).map(([key, value]) => [`ikctl-bootstrap:${key}`, value])
    writeFileSync(
      join(owner.folder, 'Pulumi.demo.yaml'),
      JSON.stringify({ config: Object.fromEntries(stack) }),
    )
    await restore(owner, 'bootstrap', 'demo')
    const done = await up(owner)
    // The deployer's access to the state is a narrower role now.
    expect(done.filter((line) => /^(replaced|deleted)/.test(line))).toEqual([
      'deleted deployer-is-writer-of-state',
    ])
    expect(await up(owner, '--expect-no-changes')).toEqual([])
  })
})

// --- internal ---

/** Everything but who may become an identity. */
function isKept(id: string): boolean {
  return !id.includes('/federatedidentitycredentials/')
}
