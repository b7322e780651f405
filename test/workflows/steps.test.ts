import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonFiles, readCase } from '../plan/case-files.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runStep } from './run-step.ts'
import { quickNpm, withPrograms } from './with-programs.ts'
import { zip } from './zip.ts'

describe('deploy-environment.yml: the plan against what is deployed', () => {
  const step = { job: 'deploy', step: 'Plan against what is deployed' }

  /** A repository of three commits, of which the second one removes more tenants than the limit. */
  function repository() {
    const { commit, ...rest } = gitRepository()
    const commits = [
      commit(commonFiles),
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
        PATH: withPrograms(temporaryFolder(), { ...quickNpm, npx: `echo ${deployed}` }),
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

test('schedule-environment.yml: a report to compare with is of the main branch of this repository', () => {
  const run = (head_branch: string, head_repository_id = 1) => ({
    expired: false,
    workflow_run: { head_branch, head_repository_id, repository_id: 1 },
  })
  const artifacts = [
    { id: 1, ...run('change') },
    { id: 2, ...run('main', 2) },
    { id: 3, ...run('main'), expired: true },
    { id: 4, ...run('main') },
    { id: 5, ...run('main') },
  ]
  const archive = zip({ 'production.json': '{"report":4}' }).toString('base64')
  // gh with the real jq, as `gh api --jq` does it.
  const gh = `case "$2" in
    *?name=*) echo '${JSON.stringify({ artifacts })}' | jq --raw-output "$4" ;;
    *artifacts/4/zip) echo ${archive} | base64 --decode ;;
    esac`
  const workspace = temporaryFolder()
  const { code } = runStep(
    'schedule-environment.yml',
    { job: 'merge', step: 'Find the report of the day before' },
    {
      workspace,
      env: { ENVIRONMENT: 'production', PATH: withPrograms(temporaryFolder(), { gh }) },
    },
  )
  expect(code).toBe(0)
  expect(readFileSync(join(workspace, 'before.json'), 'utf8')).toBe('{"report":4}')
})

test('schedule-environment.yml: a report that cannot be compared with is left out, and the verdict stays', async () => {
  const tree = exampleTree()
  await runInProcess(['smoke', 'local', '--quiet', '--shard', '1/1'], { cwd: tree })
  cpSync(join(tree, 'reports'), join(tree, 'shards'), { recursive: true })
  const merge = (before?: string) => {
    if (before !== undefined) writeFileSync(join(tree, 'before.json'), before)
    return runStep(
      'schedule-environment.yml',
      { job: 'merge', step: 'Merge the reports' },
      {
        workspace: tree,
        env: { ENVIRONMENT: 'local', PATH: withPrograms(temporaryFolder(), quickNpm) },
      },
    )
  }
  expect(merge()).toMatchObject({ code: 0, log: expect.not.stringContaining('since') })
  const report = readFileSync(join(tree, 'reports/local.json'), 'utf8')
  expect(merge(report)).toMatchObject({ code: 0, log: expect.stringContaining('since') })
  const other = { ...JSON.parse(report), integrationKey: '11111111-1111-4111-8111-111111111111' }
  expect(merge(JSON.stringify(other))).toMatchObject({
    code: 0,
    log: expect.stringMatching(/another integration key(?:.|\n)*everybody who should can log in/),
  })
})

describe('rotate.yml', () => {
  const environments = [{ name: 'demo' }, { name: 'production', smokeClientId: 'x' }]

  const choose = (env: Record<string, string>) =>
    runStep(
      'rotate.yml',
      { job: 'choose', step: 'Find the environment' },
      {
        workspace: temporaryFolder(),
        env: {
          ENVIRONMENT: 'production',
          STEP: 'candidate',
          KEY_PAIR: '2026-11',
          DOCUSIGN_KEY_PAIR_ID: '',
          GITHUB_REF: 'refs/heads/main',
          ENVIRONMENTS: JSON.stringify(environments),
          ...env,
        },
      },
    )

  test('runs for an environment that there is, on the main branch', () => {
    expect(choose({})).toMatchObject({
      code: 0,
      outputs: 'environment={"name":"production","smokeClientId":"x"}\n',
    })
    expect(choose({ STEP: 'evidence-key', KEY_PAIR: '' }).code).toBe(0)
    expect(choose({ KEY_PAIR: '../x' }).log).toContain('::error::a key pair id')
    expect(choose({ DOCUSIGN_KEY_PAIR_ID: '$(id)' }).log).toContain('is a GUID')
    expect(choose({ ENVIRONMENT: 'prod' }).log).toContain('no environment of that name')
    expect(choose({ GITHUB_REF: 'refs/heads/x' }).log).toContain('on the main branch')
  })

  test('carries what the step wrote to a branch, and nothing else', () => {
    const repository = gitRepository()
    const evidence = 'config/production/evidence/2026-11.promote.jws'
    // A tool that writes what the real one does, and more than it should.
    const tool = `mkdir -p config/production/evidence && echo "$*" > ${evidence} && touch other`
    repository.commit({
      ...commonFiles,
      'package.json': JSON.stringify({ scripts: { ikctl: `bash -c '${tool}' --` } }),
    })
    const remote = gitRepository()
    const secret = 'canary-of-the-token'
    const env = {
      STEP: 'candidate',
      ENVIRONMENT: 'production',
      KEY_PAIR: '2026-11',
      DOCUSIGN_KEY_PAIR_ID: '',
      RUNNER_TEMP: temporaryFolder(),
      GH_TOKEN: secret,
      GITHUB_REPOSITORY: 'contoso/docusign-config',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '5',
      GITHUB_RUN_ATTEMPT: '1',
      // The other machine of this test.
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.file://${remote.folder}.insteadOf`,
      GIT_CONFIG_VALUE_0: `https://x-access-token:${secret}@github.example/contoso/docusign-config`,
    }
    const workspace = repository.folder
    const rotate = { job: 'rotate', step: 'Do the step' }
    expect(runStep('rotate.yml', rotate, { workspace, env })).toMatchObject({ code: 0 })
    // The next job begins with a checkout of its own.
    repository.git('reset', '--quiet', '--hard')
    repository.git('clean', '--quiet', '--force', '-d')
    const publish = { job: 'publish', step: 'Put the change on a branch' }
    const { code, log, summary } = runStep('rotate.yml', publish, { workspace, env })
    expect([code, log]).toEqual([0, ''])

    const branch = 'rotate/production-candidate-5-1'
    expect(remote.git('show', '--format=%s', '--name-only', branch).split('\n')).toEqual([
      'Rotation of production: candidate 2026-11',
      '',
      evidence,
    ])
    expect(remote.git('show', `${branch}:${evidence}`)).toBe('smoke production --candidate 2026-11')
    expect(summary).toContain('npm run ikctl -- rotate promote production 2026-11')
    expect(summary).toContain(`compare/${branch}`)
    expect(summary).not.toContain(secret)
  })

  test('a step that writes nothing says so', () => {
    const repository = gitRepository()
    repository.commit({ ...commonFiles, 'package.json': '{"scripts":{"ikctl":"true"}}' })
    const { code, log } = runStep(
      'rotate.yml',
      { job: 'rotate', step: 'Do the step' },
      {
        workspace: repository.folder,
        env: { STEP: 'retire', ENVIRONMENT: 'production', KEY_PAIR: '2026-09' },
      },
    )
    expect(code).toBe(1)
    expect(log).toContain('it was done before')
  })
})
