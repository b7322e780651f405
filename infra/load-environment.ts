import { log } from '@pulumi/pulumi'
import { diskTree } from '../src/config/config-tree.ts'
import type { Environment } from '../src/config/environment.ts'
import { human } from '../src/findings/formats/human.ts'
import { validateEnvironment } from '../src/rules/validate.ts'
import type { DeployableEnvironment } from './deployment.ts'
import { refusal } from './refusal.ts'

/**
 * Reads and checks the folder of an environment as `ikctl validate` does; warnings go to Pulumi's log.
 *
 * @param name the folder below `config/`.
 * @param options.directory folder that holds `config/`; the current one by default.
 * @param options.emulated whether it is deployed to a stand-in for Azure.
 * @throws {RunError} with the findings when there are errors, or when there is nothing to deploy.
 */
export function loadEnvironment(
  name: string,
  { directory = '.', emulated = false }: { directory?: string; emulated?: boolean } = {},
): DeployableEnvironment {
  const tree = diskTree(directory)
  const { environment, workspace, ...report } = validateEnvironment(tree, name, new Date())
  if (environment !== undefined) {
    for (const { severity, file, message } of report.findings) {
      if (severity === 'warning') void log.warn(`${file}: ${message}`)
    }
    return deployable(environment, emulated)
  }
  if (report.summary.errors === 0) {
    const known = workspace.environments.map((known) => `"${known.name}"`).join(', ')
    throw refusal(
      `there is no environment "${name}" below config/ (there is ${known || 'none'}): a stack is named after its environment`,
    )
  }
  const findings = human(report, { colour: false, columns: 100 })
  throw refusal(`config/${name} has errors, nothing was deployed:\n\n${findings}`)
}

// --- internal ---

function deployable(environment: Environment, emulated: boolean): DeployableEnvironment {
  const { integration } = environment
  const { platform, vaults } = integration
  if (platform !== 'emulator' && emulated) {
    throw refusal(
      `"${environment.name}" is on the platform "${platform}": only one on the platform "emulator" is deployed to a stand-in for Azure.`,
    )
  }
  if ((platform === 'emulator' && !emulated) || vaults === undefined) {
    throw refusal(
      `"${environment.name}" runs on the emulators: there is nothing to deploy. Choose the stack of another environment.`,
    )
  }
  return { ...environment, integration: { ...integration, vaults } }
}
