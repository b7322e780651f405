import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonFiles, readCase } from '../plan/case-files.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runStep } from './run-step.ts'

describe('deploy-environment.yml: the plan against what is deployed', () => {
  const step = { job: 'deploy', step: 'Plan against what is deployed' }

  /** A repository of three commits, of which the second one removes more tenants than the limit. */
  function repository() {
    const { commit, ...rest } = gitRepository()
    const tool = { 'package.json': JSON.stringify({ scripts: { ikctl: `node ${ikctl}` } }) }
    const commits = [
      commit({ ...tool, ...commonFiles }),
      commit(readCase('tenants-removed').head),
      commit({ ...readCase('tenants-removed').head, 'README.md': 'Words.\n' }),
    ] as const
    return { ...rest, commits }
  }

  const plan = (workspace: string, deployed: string, overrides = '') =>
    runStep('deploy-environment.yml', step, {
      workspace,
      env: {
        ENVIRONMENT: 'production',
        OVERRIDES: overrides,
        PATH: withPrograms({ npx: `echo ${deployed}` }),
      },
    })

  test('lets pass what is safe, and refuses what is not, as the pull request did', () => {
    const { folder, commits } = repository()
    const [first, second] = commits
    const safe = plan(folder, second)
    expect(safe).toMatchObject({ code: 0, summary: expect.stringContaining('no changes') })
    const refused = plan(folder, first)
    expect(refused).toMatchObject({ code: 1, summary: expect.stringContaining('**refused**') })
    expect(refused.log).toContain('--allow-tenants-removed 3')
    expect(plan(folder, first, '--allow-tenants-removed=3').code).toBe(0)
    expect(plan(folder, first, '--base=HEAD')).toMatchObject({
      code: 2,
      log: expect.stringContaining('"--base=HEAD" lifts no limit'),
    })
  })

  test('brings no older commit back', () => {
    const { folder, commits, git } = repository()
    const [, second, third] = commits
    git('checkout', '--quiet', '--detach', second)
    expect(plan(folder, third)).toMatchObject({
      code: 1,
      log: expect.stringContaining(`${third.slice(0, 12)} is deployed`),
    })
  })
})

describe('schedule.yml: the issue', () => {
  const step = { job: 'report', step: 'Open an issue' }
  const needs = { sample: { result: 'success' }, merge: { result: 'failure' } }

  const report = (open: object[]) => {
    const calls = join(temporaryFolder({ calls: '' }), 'calls')
    const gh = `case "$*" in *--paginate*) echo '${JSON.stringify(open)}' ;; *) echo "$*" >>${calls} ;; esac`
    const { code, summary } = runStep('schedule.yml', step, {
      workspace: temporaryFolder(),
      env: {
        NEEDS: JSON.stringify(needs),
        GITHUB_REPOSITORY: 'contoso/docusign-config',
        GITHUB_SERVER_URL: 'https://github.example',
        GITHUB_RUN_ID: '5',
        PATH: withPrograms({ gh }),
      },
    })
    expect([code, summary]).toEqual([0, 'Failed: merge.\n'])
    return readFileSync(calls, 'utf8')
  }

  test('is opened once for the same jobs', () => {
    expect(report([{ number: 1, title: 'ikctl: failed on schedule: sample' }])).toMatch(
      /repos\/contoso\/docusign-config\/issues .*title=ikctl: failed on schedule: merge .*body=https:\/\/github.example\/contoso\/docusign-config\/actions\/runs\/5/,
    )
    expect(report([{ number: 2, title: 'ikctl: failed on schedule: merge' }])).toBe('')
  })
})

describe('candidate.yml', () => {
  const environments = [{ name: 'demo' }, { name: 'production', smokeClientId: 'x' }]

  const choose = (ENVIRONMENT: string, KEY_PAIR: string, GITHUB_REF = 'refs/heads/main') =>
    runStep(
      'candidate.yml',
      { job: 'choose', step: 'Find the environment' },
      {
        workspace: temporaryFolder(),
        env: { ENVIRONMENT, KEY_PAIR, GITHUB_REF, ENVIRONMENTS: JSON.stringify(environments) },
      },
    )

  test('runs for an environment that there is, on the main branch', () => {
    expect(choose('production', '2026-11')).toMatchObject({
      code: 0,
      outputs: 'environment={"name":"production","smokeClientId":"x"}\n',
    })
    expect(choose('production', '../x').log).toContain('::error::a key pair id')
    expect(choose('prod', '2026-11').log).toContain('no environment of that name')
    expect(choose('production', '2026-11', 'refs/heads/x').log).toContain('on the main branch')
  })

  test('puts the evidence on a branch of its own, over an older one', () => {
    const workspace = temporaryFolder({ 'evidence/2026-11.promote.jws': 'a.b.c' })
    const gh = `case "$*" in *--jq*) echo older ;; *) echo "$*" >>${workspace}/calls ;; esac`
    const { code, summary } = runStep(
      'candidate.yml',
      { job: 'publish', step: 'Put the evidence on a branch' },
      {
        workspace,
        env: {
          ENVIRONMENT: 'production',
          KEY_PAIR: '2026-11',
          GITHUB_REPOSITORY: 'contoso/docusign-config',
          GITHUB_RUN_ID: '5',
          GITHUB_RUN_ATTEMPT: '1',
          GITHUB_SHA: 'abc',
          PATH: withPrograms({ gh }),
        },
      },
    )
    expect(code).toBe(0)
    const [reference, content] = readFileSync(join(workspace, 'calls'), 'utf8').split('\n')
    const branch = 'evidence/production-2026-11-5-1'
    expect(reference).toContain(`ref=refs/heads/${branch} --raw-field sha=abc`)
    expect(content).toContain('contents/config/production/evidence/2026-11.promote.jws')
    expect(content).toContain(`sha=older --raw-field branch=${branch}`)
    expect(content).toContain(`content=${Buffer.from('a.b.c').toString('base64')}`)
    expect(summary).toContain('npm run ikctl -- rotate promote production 2026-11')
  })
})

// --- internal ---

/** A PATH on which these programs come first, each a line of shell. */
function withPrograms(programs: Record<string, string>): string {
  const scripts = Object.entries(programs).map(([name, line]) => [name, `#!/bin/bash\n${line}\n`])
  const folder = temporaryFolder(Object.fromEntries(scripts))
  for (const name of Object.keys(programs)) chmodSync(join(folder, name), 0o755)
  return `${folder}:${process.env.PATH}`
}
