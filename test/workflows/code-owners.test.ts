import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepository } from '../plan/git-repository.ts'
import { root } from '../support/example-tree.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('CODEOWNERS.template gives tenants to their owners, and all that judges to the platform team', () => {
  const expected = {
    '.github/workflows/pull-request.yml': '@OWNER/PLATFORM-TEAM',
    '.github/CODEOWNERS': '@OWNER/PLATFORM-TEAM',
    'azure-pipelines.yml': '@OWNER/PLATFORM-TEAM',
    'infra/index.ts': '@OWNER/PLATFORM-TEAM',
    'package-lock.json': '@OWNER/PLATFORM-TEAM',
    'config/ikctl.yaml': '@OWNER/PLATFORM-TEAM',
    'config/production/key-pairs.yaml': '@OWNER/PLATFORM-TEAM',
    'config/production/evidence/evidence.pem': '@OWNER/PLATFORM-TEAM',
    'config/production/tenants/acme.yaml': '@OWNER/TENANT-TEAM',
  }
  const lines = readFileSync(join(root, '.github/CODEOWNERS.template'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/))
  const owners: Record<string, string> = {}
  // The last pattern counts; each on its own is matched as in .gitignore.
  for (const [pattern = '', owner = ''] of lines) {
    for (const path of matching(pattern, Object.keys(expected))) owners[path] = owner
  }
  expect(owners).toEqual(expected)
})

// --- internal ---

function matching(pattern: string, paths: readonly string[]): string[] {
  const file = join(temporaryFolder({ pattern }), 'pattern')
  const { stdout } = spawnSync(
    'git',
    ['-c', `core.excludesFile=${file}`, 'check-ignore', '--no-index', '--stdin'],
    { cwd: gitRepository().folder, encoding: 'utf8', input: paths.join('\n') },
  )
  return stdout.split('\n').filter(Boolean)
}
