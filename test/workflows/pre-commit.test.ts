import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonFiles } from '../plan/case-files.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { root } from '../support/example-tree.ts'
import { hasProgram } from '../support/has-program.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe.skipIf(!hasProgram('pre-commit', 'the hooks of pre-commit'))('pre-commit', () => {
  const preCommit = (cwd: string, ...args: string[]) =>
    spawnSync('pre-commit', args, {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: temporaryFolder(), PRE_COMMIT_COLOR: 'never' },
    })

  const acme = 'config/production/tenants/acme.yaml'
  const mistaken = Buffer.from(commonFiles[acme] ?? '')
    .toString('utf8')
    .replace('live', 'lively')

  test('.pre-commit-config.yaml refuses a commit with a mistake, and knows what is staged', () => {
    const repository = gitRepository()
    repository.commit({
      ...commonFiles,
      'package.json': JSON.stringify({ scripts: { ikctl: `node ${ikctl}` } }),
      '.pre-commit-config.yaml': readFileSync(join(root, '.pre-commit-config.yaml')),
    })
    repository.write({ ...commonFiles, [acme]: mistaken })
    repository.git('add', '--all')
    // Mended in the working tree, but not in what would be committed.
    repository.write(commonFiles)
    const refused = preCommit(repository.folder, 'run')
    expect(refused.status).toBe(1)
    expect(refused.stdout).toContain(`${acme}:3:9`)

    repository.git('add', '--all')
    repository.write({ ...commonFiles, 'README.md': 'Words.\n' })
    repository.git('add', '--all')
    expect(preCommit(repository.folder, 'run').stdout).toMatch(/ikctl validate\.+.*Skipped/)
  })

  test('.pre-commit-hooks.yaml offers the same to another repository', () => {
    const hooks = gitRepository()
    const file = '.pre-commit-hooks.yaml'
    const rev = hooks.commit({ [file]: readFileSync(join(root, file)) })
    const repository = gitRepository()
    repository.commit({
      ...commonFiles,
      'package.json': '{}',
      '.gitignore': 'node_modules\n',
      '.pre-commit-config.yaml': JSON.stringify({
        repos: [{ repo: hooks.folder, rev, hooks: [{ id: 'ikctl-validate' }] }],
      }),
    })
    const programs = join(repository.folder, 'node_modules/.bin')
    mkdirSync(programs, { recursive: true })
    const start = `#!/bin/sh\nexec node '${ikctl}' "$@"\n`
    writeFileSync(join(programs, 'ikctl'), start, { mode: 0o755 })
    repository.write({ ...commonFiles, [acme]: mistaken })
    repository.git('add', '--all')
    const refused = preCommit(repository.folder, 'run')
    expect(refused.stdout).toContain(`${acme}:3:9`)
    expect(refused.status).toBe(1)
  })
})
