import { isOnLoopback } from '../../config/platform-traits.ts'
import { keyAt } from '../../config/problem.ts'
import { readYaml } from '../../config/read-yaml.ts'
import { sourceFile } from '../../config/source-file.ts'
import type { Workspace } from '../../config/workspace.ts'
import type { EnvironmentRule } from '../rule.ts'
import { apiRetirement } from './api-retirement.ts'

export const oldApi: EnvironmentRule = {
  id: 'vault/old-api',
  severity: 'warning',
  summary:
    'A Pulumi stack beside `config/` manages the vaults with a version of their API that Azure keeps: once it has stopped, no deployment is possible. Asked from 1 January 2027 on.',
  help: 'Run `pulumi config set keyVaultApi v20260201` for the stack and for its bootstrap, and see that the preview replaces nothing.',
  clock: true,
  *check({ name, integration }, { workspace, now }) {
    if (integration?.value.vaults === undefined) return
    if (isOnLoopback(integration.value.platform)) return
    const version = apiOfStack(name, workspace.beside)
    const message = version && apiRetirement(version, now)
    if (message) yield { place: keyAt(integration, 'vaults'), message }
  },
}

// --- internal ---

/**
 * With which version a stack of the project beside `config/` manages its vaults: the one of its
 * configuration, else that of the classes of azure-native which is installed there.
 *
 * @returns `2024-11-01`; undefined where there is no such stack.
 */
function apiOfStack(
  stack: string,
  read: Workspace['beside'] = () => undefined,
): string | undefined {
  const text = (path: string) => {
    const bytes = read(path)
    return bytes && Buffer.from(bytes).toString('utf8')
  }
  const settings = read('Pulumi.yaml') && text(`Pulumi.${stack}.yaml`)
  if (settings === undefined) return undefined
  const chosen = keyVaultApi.exec(String(keyVaultApiOf(settings)))
  if (chosen !== null) return chosen.slice(1).join('-')
  const typings = text('node_modules/@pulumi/azure-native/keyvault/vault.d.ts')
  return apiOfClass.exec(typings ?? '')?.[1] ?? oldest
}

/** Its key begins with the name of the project. */
function keyVaultApiOf(settings: string): unknown {
  const { value } = readYaml(sourceFile('', settings))
  const { config } = Object(value) as { config?: unknown }
  const found = Object.entries(Object(config)).find(([key]) => key.endsWith(':keyVaultApi'))
  return found?.[1]
}

const keyVaultApi = /^v(\d{4})(\d\d)(\d\d)$/

/** How the classes of azure-native say it. */
const apiOfClass = /Uses Azure REST API version (\d{4}-\d\d-\d\d)/

/** Where nothing is installed: no release that uses another one is known. */
const oldest = '2024-11-01'
