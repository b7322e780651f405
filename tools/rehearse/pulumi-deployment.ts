import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deployment } from '../../scripts/rehearsal/deployment.ts'
import { RehearsalFailed } from '../../scripts/rehearsal/rehearsal-failed.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { editAzure } from '../../src/emulators/resource-manager/azure.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import type { ProcessResult } from './process-result.ts'
import { createPulumiProject } from './pulumi-project.ts'
import { prepareSurroundings } from './surroundings.ts'
import { environmentName } from './write-configuration.ts'

/**
 * The Pulumi program of this repository, run by the real engine in a repository of its own: the
 * stand-in for Azure makes its keys and secrets in the emulated vaults.
 */
export async function createPulumiDeployment(
  folder: string,
  stateFolder: string,
  { docusign, keyVault, certificateAuthority }: EmulatorAccess,
): Promise<Deployment> {
  const repository = fileURLToPath(new URL('../..', import.meta.url))
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  replaceFile(join(folder, 'package.json'), '{"type": "module"}\n')
  const emulated = { docusignUrl: docusign.url, vaultNames }
  replaceFile(
    join(folder, 'index.ts'),
    `import { provision } from ${JSON.stringify(join(repository, 'infra/provision.ts'))}

export const { commit, keys, evidenceKey, settings, settingsSecret, vaults, identities } =
  await provision({ emulated: ${JSON.stringify(emulated)} })
`,
  )
  replaceFile(
    join(folder, `Pulumi.${environmentName}.yaml`),
    `config:
  ${projectName}:location: westeurope
  ${projectName}:resourceGroup: ${resourceGroup}
  ${projectName}:allowedIpRanges: [203.0.113.16/28]
`,
  )
  const project = createPulumiProject(folder, stateFolder, {
    name: projectName,
    main: 'index.ts',
    runtime: { name: 'nodejs', options: { nodeargs: '--import tsx', typescript: false } },
  })
  Object.assign(project.env, {
    // Not the commit for which a CI job runs this: the program asks Git about the folder.
    GITHUB_SHA: '',
    NODE_EXTRA_CA_CERTS: certificateAuthority,
    IKCTL_AZURE_VAULTS: JSON.stringify({
      [vaultNames.signing]: keyVault.url,
      [vaultNames.settings]: keyVault.settingsUrl,
    }),
  })
  editAzure(project.env.IKCTL_AZURE_STATE ?? '', (azure) =>
    prepareSurroundings(azure, [resourceGroup]),
  )
  await succeed(project.run(['stack', 'init', environmentName]))

  return {
    description: 'the real engine, with a stand-in for Azure Resource Manager',
    tellsCommit: true,
    env: project.env,
    async up() {
      const { stdout } = await succeed(project.run(['up', '--yes', '--skip-preview']))
      const resources = /azure-native:\S+ +(\S+) +(created|updated|deleted|replaced)\b/g
      return [...stdout.matchAll(resources)].map(([, name, verb]) => `${verb} ${name}`)
    },
    stop: project.stop,
  }
}

// --- internal ---

const projectName = 'ikctl-rehearsal'
const resourceGroup = 'rg-contoso-sign-rehearsal'
const vaultNames = { signing: 'kv-contoso-sign-rehearse', settings: 'kv-contoso-cfg-rehearse' }

async function succeed(running: Promise<ProcessResult>): Promise<ProcessResult> {
  const run = await running
  if (run.code !== 0) {
    throw new RehearsalFailed(`pulumi: exit code ${run.code}\n${run.stdout}${run.stderr}`)
  }
  return run
}
