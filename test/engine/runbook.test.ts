import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { createResource } from '../../src/emulators/resource-manager/resource-manager.ts'
import { providerFolder, pulumiExecutable } from '../../tools/rehearse/pulumi-command.ts'
import { exampleConfig } from '../infra/support/example-config.ts'
import { withPrograms } from '../workflows/with-programs.ts'
import { repository, usePulumiProject } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

const { subnetId = '' } = exampleConfig('production') as { subnetId?: string }
const page = readFileSync(join(repository, 'docs/deploy.md'), 'utf8')

/** The first block of commands after a heading of docs/deploy.md. */
function commandsOf(heading: string): string {
  const from = page.indexOf(`\n## ${heading}`)
  const [, commands = ''] = /\n```bash\n([\s\S]*?)\n```/.exec(page.slice(from)) ?? []
  return commands.replace('/subscriptions/.../subnets/snet-endpoints', subnetId)
}

// The page from top to bottom: the real engine, and stand-ins of `az` and of Azure.
describeEngine('docs/deploy.md', () => {
  const project = usePulumiProject((folder) => {
    for (const name of ['src', 'node_modules', 'package.json', 'tsconfig.json']) {
      spawnSync('ln', ['-s', join(repository, name), join(folder, name)])
    }
    for (const name of ['infra', 'config', 'Pulumi.production.yaml']) {
      cpSync(join(repository, name), join(folder, name), { recursive: true })
    }
    const bootstrap = join(folder, 'infra/bootstrap/Pulumi.yaml')
    const plugins = { providers: [{ name: 'azure-native', path: providerFolder }] }
    writeFileSync(bootstrap, stringify({ ...parse(readFileSync(bootstrap, 'utf8')), plugins }))
    return parse(readFileSync(join(repository, 'Pulumi.yaml'), 'utf8'))
  })

  /** Runs commands as a person does, in one shell, and stops at the first that fails. */
  function run(commands: string) {
    const az = `
echo "$*" >>"$AZ_CALLS"
case "$*" in
  "account show"*) echo ${subnetId.split('/')[2]} ;;
  "provider show --namespace Microsoft.KeyVault --query resourceTypes"*) echo "North Europe" ;;
  "provider show"*) echo NotRegistered ;;
  "provider register"* | *nameAvailable*) echo true ;;
  "rest "*) echo '*' ;;
  *) exit 3 ;;
esac`
    // The backend is a folder, and what would be the key in the secrets vault a passphrase.
    const pulumi = `
args=()
while (($# > 0)); do
  case $1 in
    login) exit 0 ;;
    --secrets-provider) shift ;;
    up) args+=(up --yes --skip-preview) ;;
    *) args+=("$1") ;;
  esac
  shift
done
exec '${pulumiExecutable}' "\${args[@]}" --non-interactive`
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
      // With a socket as its input, bash takes itself for a remote shell and reads the machine's bashrc.
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: project.folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...project.env,
        AZ_CALLS: join(project.folder, 'az-calls'),
        PATH: withPrograms(join(project.folder, 'bin'), { az, pulumi }),
      },
    })
    return { status, stdout, output: stdout + stderr }
  }

  test('1. preflight registers what a new subscription lacks', () => {
    const { status, output } = run(commandsOf('1. Before'))
    expect(output).toMatch(/\nready\n$/)
    expect(status).toBe(0)
    const calls = readFileSync(join(project.folder, 'az-calls'), 'utf8')
    const registered = [...calls.matchAll(/provider register --namespace (\S+)/g)].map(
      ([, namespace]) => namespace ?? '',
    )
    project.azure((azure) => {
      azure.registered = registered
      azure.subscriptionId = subnetId.split('/')[2] ?? ''
      const owner = { caller: undefined, now: Date.now() }
      const [network, monitoring] = ['rg-contoso-network', 'rg-contoso-monitoring']
      const zone = { privateZoneName: 'privatelink.vaultcore.azure.net', location: 'global' }
      const location = 'northeurope'
      const vnet = {
        virtualNetworkName: 'vnet-contoso',
        location,
        subnets: [{ name: 'snet-endpoints' }],
      }
      for (const [resourceGroupName, type, inputs] of [
        [network, 'resources:ResourceGroup', { location }],
        [network, 'network:VirtualNetwork', vnet],
        [network, 'privatedns:PrivateZone', zone],
        [monitoring, 'resources:ResourceGroup', { location }],
        [monitoring, 'operationalinsights:Workspace', { workspaceName: 'log-contoso', location }],
      ] as const) {
        const request = { type: `azure-native:${type}`, inputs: { resourceGroupName, ...inputs } }
        createResource(azure, request, owner)
      }
    })
  })

  test('2. the owner makes the bootstrap', () => {
    const { status, output } = run(commandsOf('2. Bootstrap, once for each environment'))
    expect(status, output).toBe(0)
    expect(output).toContain('azblob://pulumi?storage_account=stcontososignprod')
  })

  test('3. an operator makes the environment, and gets what CI needs', () => {
    const { status, stdout, output } = run(commandsOf('3. The environment'))
    expect(status, output).toBe(0)
    const deployer = run('pulumi -C infra/bootstrap stack output deployerClientId').stdout.trim()
    const element = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1))
    expect(element).toMatchObject({
      name: 'production',
      backendUrl: 'azblob://pulumi?storage_account=stcontososignprod',
      deployerClientId: deployer,
      smokeClientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })
})
