import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonFiles } from '../plan/case-files.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const acme = 'config/production/tenants/acme.yaml'
const changed = {
  ...commonFiles,
  [acme]: Buffer.from(commonFiles[acme] ?? '')
    .toString('utf8')
    .replace('status: live', 'status: suspended'),
}

function changedRepository() {
  const repository = gitRepository()
  const commit = repository.commit(commonFiles)
  repository.write(changed)
  return { ...repository, first: commit }
}

describe('ikctl plan', () => {
  test('compares the working tree with a revision, and writes nothing but what it is asked for', async () => {
    const repository = changedRepository()
    const before = repository.git('status', '--porcelain')
    const { code, stdout, stderr } = await runIkctl(['plan', 'production', '--base', 'main'], {
      cwd: repository.folder,
    })
    expect(stderr).toBe('')
    expect(stdout).toContain('~ acme  status live -> suspended')
    expect(stdout).toMatch(/production: accepted\n$/)
    expect(code).toBe(0)
    expect(repository.git('status', '--porcelain')).toBe(before)
  })

  test('a refused change is exit code 1, nothing changed is 0', async () => {
    const repository = gitRepository()
    repository.commit(commonFiles)
    const plan = (...options: string[]) =>
      runInProcess(['-C', repository.folder, 'plan', 'production', '--base', 'main', ...options], {
        cwd: temporaryFolder(),
      })
    const same = await plan()
    expect([same.code, same.stdout.split('\n').at(-2)]).toEqual([0, 'production: nothing changes'])
    repository.write({})
    const gone = await plan()
    expect(gone.stdout).toContain('--allow-environment-removed')
    expect(gone.code).toBe(1)
    const allowed = await plan('--allow-environment-removed')
    expect(allowed.code).toBe(0)
  })

  test('writes several formats at once, redacted', async () => {
    const repository = changedRepository()
    const { code } = await runInProcess(
      [
        ...['plan', 'production', '--base', 'main', '--redact'],
        ...['--format', 'json=out/plan.json', '--format', 'markdown=out/comment.md'],
      ],
      { cwd: repository.folder },
    )
    expect(code).toBe(0)
    const plan = JSON.parse(readFileSync(join(repository.folder, 'out/plan.json'), 'utf8'))
    const comment = readFileSync(join(repository.folder, 'out/comment.md'), 'utf8')
    expect(comment).toContain(`sha256=${plan.digest} -->`)
    expect(comment + JSON.stringify(plan)).not.toContain('acme')
    expect(plan.changes).toHaveLength(1)
  })

  test.each([
    [['plan', 'production'], 'required option "--base <revision>" not specified'],
    [['plan', 'production', '--base', 'nowhere'], 'does not know the revision "nowhere"'],
    [['plan', 'production', '--base=--all'], 'cannot be a revision'],
    [['plan', 'prod', '--base', 'main'], 'there is no environment "prod"'],
    [['plan', '../config', '--base', 'main'], 'there is no environment "../config"'],
    [['plan', 'production', '--base', 'main', '--allow-tenants-removed', 'all'], 'whole number'],
    [['plan', 'production', '--base', 'main', '--format', 'sarif'], 'unknown format "sarif"'],
  ])('%j is wrong usage', async (args, words) => {
    const { code, stdout, stderr } = await runInProcess(args, { cwd: changedRepository().folder })
    expect(stderr).toContain(words)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('outside of a repository there is nothing to compare with', async () => {
    const { code, stderr } = await runInProcess(['plan', 'production', '--base', 'main'], {
      cwd: temporaryFolder(),
    })
    expect(stderr).toContain('Git finds no repository at')
    expect(code).toBe(2)
  })

  test('a secret in the head is found and never shown, one that is taken away neither', async () => {
    const secret = `-----BEGIN PRIVATE KEY-----\\n${'CANARY7x'.repeat(20)}\\n-----END PRIVATE KEY-----`
    const withSecret = {
      ...commonFiles,
      [acme]: Buffer.from(commonFiles[acme] ?? '')
        .toString('utf8')
        .replace('Acme Corporation', `"${secret}"`),
    }
    const outputs: string[] = []
    for (const [base, head] of [
      [commonFiles, withSecret],
      [withSecret, commonFiles],
    ] as const) {
      const repository = gitRepository()
      repository.commit(base)
      repository.write(head)
      for (const format of ['human', 'json', 'markdown']) {
        const { code, stdout, stderr } = await runInProcess(
          ['plan', 'production', '--base', 'main', '--format', format],
          { cwd: repository.folder },
        )
        expect(code).toBe(head === withSecret ? 1 : 0)
        outputs.push(stdout, stderr)
      }
    }
    expect(outputs.join('\n')).toContain('secret/private-key')
    expect(outputs.join('\n')).toContain('cannot be compared')
    expect(outputs.join('\n')).not.toContain('CANARY7x')
  })
})
