import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { prepareSurroundings } from '../../scripts/rehearse/surroundings.ts'
import { readPulumiFile } from '../infra/support/example-config.ts'
import { repository, usePulumiProject } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

/** Three lines, as docs/deploy.md has them. */
const program = `import { provision } from 'ikctl/infra'
export const { commit, keys, evidenceKey, settings, settingsSecret, vaults, identities } =
  await provision()
`

/** Puts the packed package among the project's dependencies, which are this repository's. */
function install(folder: string): void {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'ikctl'), { recursive: true })
  for (const name of readdirSync(join(repository, 'node_modules'))) {
    if (name === 'ikctl') continue
    symlinkSync(join(repository, 'node_modules', name), join(modules, name))
  }
  const packed = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: repository, encoding: 'utf8' },
  )
  const [{ filename }] = JSON.parse(packed)
  execFileSync('tar', [
    ...['-xzf', join(folder, filename)],
    ...['-C', join(modules, 'ikctl'), '--strip-components=1'],
  ])
}

describeEngine("a team's own project with the packed package", () => {
  const { pulumi, json, azure } = usePulumiProject(
    (folder) => {
      install(folder)
      writeFileSync(join(folder, 'index.js'), program)
      writeFileSync(join(folder, 'package.json'), '{"type": "module", "main": "index.js"}')
      cpSync(join(repository, 'config'), join(folder, 'config'), { recursive: true })
      // No defaults are declared there: the program has its own.
      const { config } = readPulumiFile('Pulumi.demo.yaml')
      const stack = Object.entries(config).map(([key, value]) => [
        key.replace('ikctl-infra:', 'our-vaults:'),
        value,
      ])
      writeFileSync(
        join(folder, 'Pulumi.demo.yaml'),
        JSON.stringify({ config: Object.fromEntries(stack) }),
      )
      return { name: 'our-vaults', runtime: { name: 'nodejs', options: { typescript: false } } }
    },
    ['npx', 'pulumi'],
  )

  test('makes the same with three lines', async () => {
    azure(prepareSurroundings)
    await pulumi('stack', 'init', 'demo')
    const { code, output } = await pulumi('up', '--yes', '--skip-preview')
    expect(code, output).toBe(0)
    expect(await json('stack', 'output', '--json')).toMatchObject({
      settings: { oauthHost: 'account-d.docusign.com' },
      vaults: { signing: expect.stringMatching(/^https:\/\/kv-/) },
    })
  })
})
