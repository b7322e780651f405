import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { exampleTree, root } from '../support/example-tree.ts'
import { hasProgram } from '../support/has-program.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { hasSuite, readSuiteJson } from '../support/suites.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { azureScripts } from './azure-scripts.ts'
import { expandPipeline } from './expand-pipeline.ts'
import { runScript } from './run-step.ts'
import { quickNpm, withPrograms } from './with-programs.ts'

const two = ['demo', 'staging-eu'].map((name) => ({
  name,
  pool: { name: 'inside' },
  backendUrl: 'azblob://pulumi?storage_account=x',
  ...{ deployer: `${name}-d`, preview: `${name}-p`, rotator: `${name}-r`, smoke: `${name}-s` },
}))
const pipeline = expandPipeline(join(root, 'azure-pipelines.yml'), { environments: two }) as {
  stages: { stage: string; condition?: string; dependsOn?: string | string[]; jobs: object[] }[]
}

const overridesScript = readFileSync(join(root, 'deploy/azure-pipelines/overrides'), 'utf8')

describe('azure-pipelines.yml', () => {
  // Microsoft's own schema, as its editor extension ships it.
  test.skipIf(!hasSuite('azure-pipelines'))("is what Microsoft's schema says", () => {
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false })
    const validate = ajv.compile(
      readSuiteJson('azure-pipelines', 'service-schema.json') as Record<string, unknown>,
    )
    for (const environments of [two, undefined]) {
      const compiled = expandPipeline(join(root, 'azure-pipelines.yml'), { environments })
      expect(validate(asText(compiled)) ? [] : validate.errors).toEqual([])
    }
    expect(validate(asText({ ...pipeline, stages: [{ stage: 'x', job: [] }] }))).toBe(false)
  })

  test('deploys in the order of the environments, and only what was validated', () => {
    const names = pipeline.stages.map(({ stage }) => stage)
    const at = names.indexOf('Validate')
    expect(names.slice(at, at + 5)).toEqual([
      ...['Validate', 'Plan_demo', 'Deploy_demo', 'Plan_staging_eu', 'Deploy_staging_eu'],
    ])
    const deploy = pipeline.stages.slice(at + 1, at + 5)
    expect(deploy.map(({ dependsOn, condition }) => [dependsOn, condition])).toEqual(
      deploy.map(() => [undefined, undefined]),
    )
  })

  test('gives each job the identity of its part, and a pull request the reading one at most', () => {
    const connections = (prefix: string) =>
      pipeline.stages
        .filter(({ stage }) => stage.startsWith(prefix))
        .map((stage) => JSON.stringify(stage).match(/"azureSubscription":"[^"]+"/g))
    expect(connections('PullRequest')).toEqual([null])
    expect(connections('Preview_demo')).toEqual([['"azureSubscription":"demo-p"']])
    expect(connections('Plan_demo')).toEqual([['"azureSubscription":"demo-p"']])
    expect(connections('Deploy_demo')[0]?.map((text) => text.at(-2))).toEqual(['d', 'p', 'r', 's'])
    for (const prefix of ['Sample_demo', 'Daily_demo', 'Candidate_demo']) {
      expect(new Set(connections(prefix).flat())).toEqual(new Set(['"azureSubscription":"demo-s"']))
    }
  })

  test('publishes the report of a shard, and not its journal, which holds ids whatever is redacted', () => {
    const tree = exampleTree()
    const environments = [{ ...two[0], name: 'local' }]
    const compiled = expandPipeline(join(root, 'azure-pipelines.yml'), { environments })
    const script = azureScripts(compiled).find((text) => text.includes(' --shard '))
    const staging = temporaryFolder()
    const { code } = runScript(script ?? '', {
      cwd: tree,
      env: {
        ...{ PATH: withPrograms(temporaryFolder(), quickNpm), ENVIRONMENT: 'local', SHARD: '1/1' },
        BUILD_ARTIFACTSTAGINGDIRECTORY: staging,
      },
    })
    expect(code).toBe(0)
    expect(readdirSync(join(tree, 'reports'))).toContain('local.1-of-1.ndjson')
    expect(readdirSync(join(staging, 'reports'))).toEqual(['local.1-of-1.json'])
    expect(JSON.stringify(compiled)).toMatch(
      /"publish":"\$\(Build\.ArtifactStagingDirectory\)\/reports","artifact":"fleet-local-/,
    )
  })

  test('compares the fleet with the day before, where that report fits', async () => {
    const tree = exampleTree()
    await runInProcess(['smoke', 'local', '--quiet', '--shard', '1/1'], { cwd: tree })
    const workspace = temporaryFolder()
    const keep = (folder: string, name: string, text: string) => {
      mkdirSync(join(workspace, folder), { recursive: true })
      writeFileSync(join(workspace, folder, name), text)
    }
    const [shard = ''] = readdirSync(join(tree, 'reports')).filter((name) => name.endsWith('.json'))
    const text = readFileSync(join(tree, 'reports', shard), 'utf8')
    // An attempt that was repeated, and an environment whose name begins like this one's.
    keep('shards/fleet-local-1-1', shard, '{}')
    keep('shards/fleet-local-1-2', shard, text)
    keep('shards/fleet-local-eu-1-1', shard.replace('local', 'local-eu'), '{}')
    const environments = [{ ...two[0], name: 'local' }]
    const script = azureScripts(
      expandPipeline(join(root, 'azure-pipelines.yml'), { environments }),
    ).find((text) => text.includes(' merge --partial '))
    const PATH = withPrograms(temporaryFolder(), quickNpm)
    const merge = () =>
      runScript(script ?? '', {
        cwd: tree,
        env: { PATH, PIPELINE_WORKSPACE: workspace, ENVIRONMENT: 'local' },
      })
    expect(merge()).toMatchObject({ code: 0, log: expect.not.stringContaining('since') })
    const report = readFileSync(join(tree, 'reports/local.json'), 'utf8')
    const other = { ...JSON.parse(report), integrationKey: '11111111-1111-4111-8111-111111111111' }
    keep('before/merged-local-2', 'local.json', JSON.stringify(other))
    expect(merge()).toMatchObject({
      code: 0,
      log: expect.stringMatching(
        /another integration key(?:.|\n)*passed. Every expected login succeeded./,
      ),
    })
    // Of ten attempts of that day the last one counts.
    keep('before/merged-local-10', 'local.json', report)
    expect(merge()).toMatchObject({
      code: 0,
      log: expect.stringMatching(/since(?:.|\n)*##vso\[build\.addbuildtag\]daily-local\n$/),
    })
  })

  test('asks for approval when there is a plan to see, and deploys that plan only', () => {
    const stage = (name: string) => pipeline.stages.find((each) => each.stage === name)
    expect(JSON.stringify(stage('Plan_demo'))).not.toContain('"environment":')
    const script = azureScripts(stage('Deploy_demo')).find((text) => text.includes('pulumi up'))
    const deploy = (approved: string, now: string, overrides = 'none') => {
      const cwd = temporaryFolder({
        'deploy/azure-pipelines/overrides': overridesScript,
        'workspace/approved/approved-demo-2/plan.json': '{"digest":"old"}',
        'workspace/approved/approved-demo-10/plan.json': JSON.stringify({ digest: approved }),
      })
      const programs = {
        npm: `echo "planned $*"; echo '{"digest":"${now}"}' >plan.json`,
        az: 'echo subscription',
        npx: 'echo "ran $*"',
      }
      return runScript(script ?? '', {
        cwd,
        env: {
          ...{ PATH: withPrograms(join(cwd, 'programs'), programs), ENVIRONMENT: 'demo' },
          OVERRIDES: overrides,
          ...{ servicePrincipalId: 'i', tenantId: 't', idToken: 'x' },
          PIPELINE_WORKSPACE: join(cwd, 'workspace'),
        },
      })
    }
    expect(deploy('a', 'a').log).toContain('ran --no-install pulumi up')
    expect(deploy('a', 'a').log).toContain('plan demo --base deployed --format')
    expect(deploy('a', 'a', '--allow-tenants-removed=12 --allow-first').log).toContain(
      'plan demo --base deployed --allow-tenants-removed=12 --allow-first --format',
    )
    const bad = deploy('a', 'a', '--allow-x=1 --base=HEAD')
    expect(bad).toMatchObject({ code: 2, log: expect.stringContaining('This lifts no limit') })
    expect(bad.log).not.toMatch(/planned|ran /)
    const other = deploy('a', 'b')
    expect(other.code).toBe(1)
    expect(other.log).toContain('This is not the plan that was approved')
    expect(other.log).not.toContain('ran ')
  })

  test('takes the labels of a pull request in Azure Repos as overrides, and nothing else', () => {
    const names = [
      'allow-unproven-key-pair=2026-11',
      'bug',
      'allow-x=$(id)',
      'x allow-y',
      'ALLOW-z',
    ]
    const value = names.map((name) => ({ name, active: true }))
    const cwd = temporaryFolder({
      'answer.json': JSON.stringify({ value: [...value, { name: 'allow-gone', active: false }] }),
    })
    const programs = { curl: `cat >config; printf '%s\\n' "$@" >arguments; cat answer.json` }
    const labels = (BUILD_REPOSITORY_PROVIDER: string) =>
      runScript(`bash '${join(root, 'deploy/azure-pipelines/overrides')}' --labels`, {
        cwd,
        env: {
          ...{ PATH: withPrograms(join(cwd, 'programs'), programs), BUILD_REPOSITORY_PROVIDER },
          ...{ SYSTEM_COLLECTIONURI: 'https://dev.example/contoso/', SYSTEM_TEAMPROJECTID: 'p1' },
          ...{ BUILD_REPOSITORY_ID: 'r1', SYSTEM_PULLREQUEST_PULLREQUESTID: '7' },
          SYSTEM_ACCESSTOKEN: 'canary-token',
        },
      })
    expect(labels('GitHub')).toMatchObject({ code: 0, log: '' })
    expect(existsSync(join(cwd, 'arguments'))).toBe(false)
    expect(labels('TfsGit')).toMatchObject({ code: 0, log: '--allow-unproven-key-pair=2026-11\n' })
    const asked = readFileSync(join(cwd, 'arguments'), 'utf8')
    expect(asked).toContain(
      'https://dev.example/contoso/p1/_apis/git/repositories/r1/pullRequests/7/labels?api-version=7.1',
    )
    // Everybody on the machine sees arguments.
    expect(asked).not.toContain('canary-token')
    expect(readFileSync(join(cwd, 'config'), 'utf8')).toContain('Bearer canary-token')
  })

  test('synchronises keys with what is deployed by then, whenever the job is run', () => {
    const stage = pipeline.stages.find((each) => each.stage === 'Deploy_demo')
    const scripts = azureScripts(stage)
    const read = scripts.find((text) => text.includes('stack output commit')) ?? ''
    const sync = scripts.find((text) => text.includes('key sync')) ?? ''
    const cwd = temporaryFolder()
    const programs = { npx: 'echo abc', npm: 'echo "ran $*"' }
    const env = {
      ...{ PATH: withPrograms(join(cwd, 'programs'), programs), ENVIRONMENT: 'demo' },
      AGENT_TEMPDIRECTORY: cwd,
    }
    expect(runScript(sync, { cwd, env })).toMatchObject({
      code: 1,
      log: expect.not.stringContaining('ran '),
    })
    expect(runScript(read, { cwd, env }).code).toBe(0)
    expect(runScript(sync, { cwd, env }).log).toContain(
      'ran run --silent ikctl -- key sync demo --yes --deployed abc',
    )
  })

  test('every job on schedule has an alarm, on a hosted agent', () => {
    for (const name of ['Sample_demo', 'Daily_demo']) {
      const jobs = (pipeline.stages.find(({ stage }) => stage === name)?.jobs ?? []) as {
        job: string
        dependsOn?: string[]
        pool?: object
        condition?: string
        variables?: { results: string }
      }[]
      const alarm = jobs.find(({ job }) => job === 'Alarm')
      const others = jobs.map(({ job }) => job).filter((job) => job !== 'Alarm')
      expect(alarm).toMatchObject({ condition: 'always()', pool: { vmImage: 'ubuntu-24.04' } })
      expect(alarm?.dependsOn).toEqual(others)
      for (const job of others) {
        expect(alarm?.variables?.results).toContain(`dependencies.${job}.result`)
      }
    }
  })

  test.skipIf(!hasProgram('shellcheck', 'the check of shell steps'))('shellcheck', () => {
    for (const input of azureScripts(pipeline)) {
      const { stdout } = spawnSync(
        'shellcheck',
        // What is not assigned is the step's `env`, or set by the task.
        ['--shell=bash', '--severity=style', '--exclude=SC2153,SC2154', '-'],
        { input, encoding: 'utf8' },
      )
      expect(stdout).toBe('')
    }
  })
})

// --- internal ---

/** To the schema every scalar is text, but those of a task's inputs. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'inputs' ? item : asText(item)]),
  )
}
