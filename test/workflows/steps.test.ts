import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonFiles, readCase } from '../plan/case-files.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { exampleTree, root } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runActionStep, runStep } from './run-step.ts'
import { quickNpm, withPrograms } from './with-programs.ts'
import { readWorkflow } from './workflow.ts'
import { zip } from './zip.ts'

describe('deploy-environment.yml: the plan against what is deployed', () => {
  const step = { job: 'plan', step: 'Plan against what is deployed' }

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
    expect(safe).toMatchObject({
      code: 0,
      summary: expect.stringContaining('no changes'),
      outputs: `base=${second}\n`,
    })
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
    log: expect.stringMatching(
      /another integration key(?:.|\n)*passed. Every expected login succeeded./,
    ),
  })
})

describe('deploy-environment.yml: after the approval', () => {
  const step = { job: 'deploy', step: 'Deploy what was approved only' }

  test.each([
    ['what was approved against', 'a'.repeat(40), 0],
    ['another commit', 'b'.repeat(40), 1],
  ])('when %s is deployed', (_, deployed, code) => {
    const result = runStep('deploy-environment.yml', step, {
      workspace: temporaryFolder(),
      env: {
        ...{ ENVIRONMENT: 'production', BASE: 'a'.repeat(40) },
        PATH: withPrograms(temporaryFolder(), { npx: `echo ${deployed}` }),
      },
    })
    expect(result.code).toBe(code)
    if (code !== 0) expect(result.log).toContain(`${deployed.slice(0, 12)} was deployed while`)
  })

  test('synchronises keys with the commit that Pulumi says is deployed', () => {
    const commit = 'a'.repeat(40)
    const run = (name: string, more: Record<string, string> = {}) =>
      runStep(
        'deploy-environment.yml',
        { job: 'deploy', step: name },
        {
          workspace: temporaryFolder(),
          env: {
            ENVIRONMENT: 'production',
            PATH: withPrograms(temporaryFolder(), {
              npx: `echo ${commit}`,
              npm: 'echo "ran $*"',
            }),
            ...more,
          },
        },
      )
    expect(run('Read which commit is deployed').outputs).toBe(`commit=${commit}\n`)
    const sync = run('Synchronise the flags of the keys', { DEPLOYED: commit })
    expect(sync.log).toContain(`key sync production --yes --deployed ${commit}`)
    const { steps = [] } = readWorkflow('deploy-environment.yml').jobs.deploy ?? {}
    const names = steps.map(({ name }) => name)
    expect(names.indexOf('Read which commit is deployed')).toBeGreaterThan(names.indexOf('Deploy'))
  })

  test('asks once: one job has the environment, and the identities of its deployment', () => {
    const { jobs } = readWorkflow('deploy-environment.yml')
    const gated = Object.entries(jobs).filter(([, { environment }]) => environment !== undefined)
    expect(gated.map(([name]) => name)).toEqual(['deploy'])
    const clients = Object.fromEntries(
      Object.entries(jobs).map(([name, { steps = [] }]) => [
        name,
        steps.flatMap(
          ({ with: inputs }) => /(\w+)ClientId/.exec(`${inputs?.['client-id']}`)?.[1] ?? [],
        ),
      ]),
    )
    expect(clients).toEqual({
      plan: ['preview'],
      deploy: ['deployer', 'rotator'],
      smoke: ['smoke'],
    })
  })

  test('a deployment that did not end names the page about the lock', () => {
    const { log } = runStep(
      'deploy-environment.yml',
      { job: 'deploy', step: 'Say what a stopped deployment leaves' },
      { workspace: temporaryFolder(), env: { ENVIRONMENT: 'production' } },
    )
    const [, heading = ''] = /"([^"]+)" in docs\/ci\.md/.exec(log) ?? []
    expect(readFileSync(join(root, 'docs/ci.md'), 'utf8')).toContain(`## ${heading}\n`)
  })
})

describe('deploy.yml: a run that deploys nothing', () => {
  test.each([
    ['no environments', { ENVIRONMENTS: '', GITHUB_REF: 'refs/heads/main' }, 'IKCTL_ENVIRONMENTS'],
    ['another branch', { ENVIRONMENTS: '[]', GITHUB_REF: 'refs/heads/x' }, 'x is not main'],
    ['nothing to say', { ENVIRONMENTS: '[]', GITHUB_REF: 'refs/heads/main' }, ''],
  ])('%s', (_, env, reason) => {
    const { code, log, summary } = runStep(
      'deploy.yml',
      { job: 'validate', step: 'Say when nothing is deployed' },
      { workspace: temporaryFolder(), env: { GITHUB_REF_NAME: 'x', ...env } },
    )
    expect(code).toBe(0)
    expect(log === '').toBe(reason === '')
    expect(log).toContain(reason)
    expect(summary).toContain(reason)
  })
})

describe('what the jobs install', () => {
  const install = (manifest: object, pulumi: string) => {
    const workspace = temporaryFolder({ 'package.json': JSON.stringify(manifest) })
    return runActionStep('install', 'Install', {
      workspace,
      env: { PULUMI: pulumi, PATH: withPrograms(temporaryFolder(), { npm: 'echo npm "$@"' }) },
    }).log
  }

  test('only a deployment gets Pulumi, and a checkout of ikctl what builds it', () => {
    const adopter = { scripts: { ikctl: 'ikctl' } }
    expect(install(adopter, 'false')).toContain('npm ci --omit=dev --ignore-scripts')
    expect(install(adopter, 'true')).toContain('npm ci --ignore-scripts')
    expect(install({ scripts: { prepare: 'x' } }, 'false')).toContain('npm ci --ignore-scripts')
    const wants = (file: string) =>
      Object.entries(readWorkflow(file).jobs).flatMap(([name, { steps = [] }]) =>
        steps.some(({ with: inputs }) => inputs?.pulumi === true) ? [name] : [],
      )
    expect(wants('deploy-environment.yml')).toEqual(['plan', 'deploy'])
    expect(wants('preview.yml')).toEqual(['preview'])
    for (const file of ['schedule-environment.yml', 'rotate.yml', 'deploy.yml']) {
      expect(wants(file)).toEqual([])
    }
  })
})

test('the action of this repository runs one command, with its arguments as they are', () => {
  const { code, log } = runActionStep('../..', 'Run ikctl', {
    workspace: temporaryFolder(),
    env: {
      ARGUMENTS: 'plan\n--base\n\n$(touch x) y\n',
      PATH: withPrograms(temporaryFolder(), { npm: 'printf "<%s>" "$@"' }),
    },
  })
  expect(code).toBe(0)
  expect(log).toBe('<run><--silent><ikctl><--><plan><--base><$(touch x) y>')
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
          VAULT_KEY: '',
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
    const vaultKey = 'https://kv.vault.azure.net/keys/old/0f8b6f2f3f5d1c7e904d7b0f3e9a1c4a'
    expect(choose({ STEP: 'adopt', VAULT_KEY: vaultKey }).code).toBe(0)
    expect(choose({ STEP: 'adopt', VAULT_KEY: `${vaultKey}; id` }).log).toContain('adopt needs')
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

  test('deletes the branches of rotations that were merged, and no other', () => {
    const deleted = join(temporaryFolder({ calls: '' }), 'calls')
    const gh = `case "$*" in
      *matching-refs*) printf 'refs/heads/rotate/production-stage-1-1 aaa\\nrefs/heads/rotate/production-retire-2-1 bbb\\n' ;;
      *commits/aaa/pulls*) echo 1 ;;
      *commits/bbb/pulls*) echo 0 ;;
      *DELETE*) echo "$*" >>${deleted} ;;
      esac`
    const { code, log } = runStep(
      'rotate.yml',
      { job: 'publish', step: 'Delete branches of rotations that were merged' },
      {
        workspace: temporaryFolder(),
        env: {
          ...{ ENVIRONMENT: 'production', GITHUB_REPOSITORY: 'contoso/docusign-config' },
          PATH: withPrograms(temporaryFolder(), { gh }),
        },
      },
    )
    expect([code, log]).toEqual([0, 'deleted rotate/production-stage-1-1\n'])
    expect(readFileSync(deleted, 'utf8')).toBe(
      'api --method DELETE repos/contoso/docusign-config/git/refs/heads/rotate/production-stage-1-1\n',
    )
  })

  test.each([
    ['stage', 'rotate stage production 2026-11 --docusign-id GUID'],
    ['promote', 'rotate promote production 2026-11'],
    ['rollback', 'rotate rollback production 2026-11'],
    ['prove', 'rotate prove production 2026-11'],
    ['adopt', 'rotate adopt production 2026-11 --docusign-id GUID --key KEY --state staged'],
  ])('%s runs with the smoke identity', (step, command) => {
    const repository = gitRepository()
    const tool = 'mkdir -p config/production && echo "$*" > config/production/said'
    repository.commit({
      ...commonFiles,
      'package.json': JSON.stringify({ scripts: { ikctl: `bash -c '${tool}' --` } }),
    })
    const env = { ENVIRONMENT: 'production', KEY_PAIR: '2026-11', STEP: step, VAULT_KEY: 'KEY' }
    const { code } = runStep(
      'rotate.yml',
      { job: 'rotate', step: 'Do the step' },
      {
        workspace: repository.folder,
        env: {
          ...env,
          ...{ STATE: 'staged', DOCUSIGN_KEY_PAIR_ID: 'GUID', RUNNER_TEMP: temporaryFolder() },
        },
      },
    )
    expect(code).toBe(0)
    expect(readFileSync(join(repository.folder, 'config/production/said'), 'utf8')).toBe(
      `${command}\n`,
    )
  })

  test('a step that writes nothing says so', () => {
    const repository = gitRepository()
    repository.commit({ ...commonFiles, 'package.json': '{"scripts":{"ikctl":"true"}}' })
    const { code, log } = runStep(
      'rotate.yml',
      { job: 'rotate', step: 'Do the step' },
      {
        workspace: repository.folder,
        env: {
          STEP: 'retire',
          ENVIRONMENT: 'production',
          KEY_PAIR: '2026-09',
          DOCUSIGN_KEY_PAIR_ID: '',
        },
      },
    )
    expect(code).toBe(1)
    expect(log).toContain('it was done before')
  })
})
