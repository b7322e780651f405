import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * Puts together what `ikctl init` writes: this repository's own files where a team's repository has the
 * same, else those of `template/`.
 *
 * @param target `dist/template`.
 */
export function buildTemplate(root: string, target: string): void {
  cpSync(join(root, 'template'), target, { recursive: true })
  // A team that started from a copy of this repository may have deleted the examples.
  const examples = exampleTenants.filter((path) => existsSync(join(root, path)))
  for (const path of [...sharedPaths, ...examples]) {
    const isTeams = (file: string) => !projectPaths.includes(relative(root, file))
    cpSync(join(root, path), join(target, path), { recursive: true, filter: isTeams })
  }
  const { devDependencies, allowScripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as { devDependencies: Record<string, string>; allowScripts: Record<string, boolean> }
  const packages = ['@pulumi/azure-native', '@pulumi/policy', '@pulumi/pulumi', 'pulumi', 'tsx']
  const manifest = {
    ...{ private: true, type: 'module', engines: { node: '>=20.19' } },
    scripts: { ikctl: 'ikctl' },
    // Only a deployment needs them: the other jobs install without.
    devDependencies: Object.fromEntries(packages.map((name) => [name, devDependencies[name]])),
    // npm takes the script that builds this checkout for one of the package.
    allowScripts: { ...allowScripts, ikctl: false },
  }
  writeFileSync(join(target, 'package.json'), JSON.stringify(manifest))
}

// --- internal ---

const sharedPaths = [
  ...['.github', '.pre-commit-config.yaml', '.vscode'],
  ...['azure-pipelines.yml', 'deploy/azure-pipelines'],
  ...['Pulumi.yaml', 'infra/bootstrap/Pulumi.yaml', 'infra/bootstrap/preflight'],
  'infra/policy/package.json',
  'config/ikctl.yaml',
]

/** Below those, what is for contributors to this project only. */
const projectPaths = [
  '.github/dependabot.yml',
  '.github/workflows/check.yml',
  '.github/workflows/code-scanning.yml',
  '.github/workflows/release.yml',
]

/** One that logs in, one with two users, one that is onboarding, one that is known to fail. */
const exampleTenants = ['acme', 'fabrikam', 'litware', 'proseware'].map(
  (id) => `config/local/tenants/${id}.yaml`,
)
