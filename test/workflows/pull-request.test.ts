import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEvidence } from '../../src/rotation/evidence.ts'
import { commonFiles, readCase } from '../plan/case-files.ts'
import { type Files, gitRepository } from '../plan/git-repository.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'
import { root } from '../support/example-tree.ts'
import { productionEvidence } from '../support/production-evidence.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { azureScripts } from './azure-scripts.ts'
import { expandPipeline } from './expand-pipeline.ts'
import { runScript, runStep, type StepResult } from './run-step.ts'
import { quickNpm, withPrograms } from './with-programs.ts'
import { readWorkflow } from './workflow.ts'

/** What the base has beside its configuration: a tool of its own, which is the real one. */
const tool: Files = {
  'package.json': JSON.stringify({
    private: true,
    scripts: { ikctl: `node ${ikctl}`, prepare: 'echo prepared' },
  }),
  'package-lock.json': JSON.stringify({ lockfileVersion: 3, requires: true, packages: { '': {} } }),
}

interface Planned extends StepResult {
  /** What pull-request-comment.yml will read. */
  comment: string
}

const tenantsRemoved = readCase('tenants-removed').head

describe('pull-request.yml', () => {
  let checkOut: (head: Files) => void
  let validate: () => StepResult
  let plan: (labels?: readonly string[], path?: string) => Planned
  let baseCommit: string
  let installLog: string
  let workspace: string

  // One base, checked out and installed once, as in one job; each test has a change of its own.
  beforeAll(() => {
    workspace = mkdtempSync(join(tmpdir(), 'ikctl-workflow-'))
    mkdirSync(join(workspace, 'head'))
    const repository = gitRepository({ folder: join(workspace, 'head') })
    baseCommit = repository.commit({ ...tool, ...commonFiles })
    const reports = join(workspace, 'reports')
    const step = (name: string, env: Record<string, string> = {}) =>
      runStep(
        'pull-request.yml',
        { job: 'check', step: name },
        { workspace, env: { REPORTS: reports, ...env } },
      )
    checkOut = (head) => {
      repository.git('checkout', '--quiet', '--force', '-B', 'change', baseCommit)
      repository.commit(head)
      repository.git('checkout', '--quiet', '--force', '--detach', baseCommit)
      repository.git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'change')
    }
    checkOut(commonFiles)
    expect(step('Check out the base beside it')).toMatchObject({
      code: 0,
      outputs: `commit=${baseCommit}\n`,
    })
    const installed = step("Install the base's tool")
    expect(installed.code).toBe(0)
    installLog = installed.log
    const quickPath = withPrograms(join(workspace, 'programs'), quickNpm)
    validate = () => step('Validate')
    plan = (labels = [], path = quickPath) => {
      rmSync(reports, { recursive: true, force: true })
      const result = step('Plan', { LABELS: JSON.stringify(labels), PATH: path, BASE: baseCommit })
      return { ...result, comment: readFileSync(join(reports, 'comment/plan.md'), 'utf8') }
    }
    return () => rmSync(workspace, { recursive: true, force: true })
  })

  test('installs the base without the scripts of its dependencies, then builds it', () => {
    expect(installLog).toContain('prepared')
    expect(readWorkflow('pull-request.yml').jobs.check?.permissions).toEqual({ contents: 'read' })
  })

  test('a harmless change passes, and tells what it means', () => {
    checkOut(edited('config/production/tenants/acme.yaml', 'status: live', 'status: suspended'))
    expect(validate().code).toBe(0)
    const { code, comment, summary } = plan()
    expect(code).toBe(0)
    expect(comment).toContain('<!-- ikctl-plan environment=production sha256=')
    expect(comment).toContain('status `live` -> `suspended`')
    expect(summary).toBe(comment)
  })

  test('a change of no environment says so', () => {
    checkOut({ ...commonFiles, 'README.md': 'Words.\n' })
    expect(plan()).toMatchObject({ code: 0, comment: 'No environment changes.\n' })
  })

  test('a queue names its base, which need not be the first parent', () => {
    checkOut(readCase('limits-loosened').head)
    const repository = join(workspace, 'head')
    const folder = temporaryFolder({ 'x/y': '' })
    spawnSync('git', ['clone', '--quiet', repository, join(folder, 'head')])
    const { outputs } = runStep(
      'pull-request.yml',
      { job: 'check', step: 'Check out the base beside it' },
      { workspace: folder, env: { QUEUED_ON: baseCommit } },
    )
    expect(outputs).toBe(`commit=${baseCommit}\n`)
  })

  test('nothing to check is no success', () => {
    const folder = temporaryFolder({ 'base/package.json': '{}', 'head/README.md': '' })
    const repository = gitRepository({ folder: join(folder, 'head') })
    repository.commit({})
    repository.commit({ 'README.md': 'Words.\n' })
    const step = { job: 'check', step: 'Plan' }
    const env = { REPORTS: join(folder, 'reports'), LABELS: '[]', BASE: 'HEAD^1' }
    expect(runStep('pull-request.yml', step, { workspace: folder, env })).toMatchObject({
      code: 2,
      log: expect.stringContaining('::error::there is no environment'),
    })
  })

  test('a mistake is annotated at its line', () => {
    checkOut(readCase('head-with-errors').head)
    expect(validate()).toMatchObject({
      code: 1,
      log: expect.stringContaining('::error file=config/production/tenants/acme.yaml,line=3,col=9'),
    })
  })

  describe('a change that edits its own judge is judged by the base', () => {
    test('limits', () => {
      checkOut(readCase('limits-loosened').head)
      expect(plan()).toMatchObject({
        code: 1,
        comment: expect.stringContaining('plan/tenants-removed'),
      })
    })

    test('severities', () => {
      checkOut({
        ...edited(
          'config/production/integration.yaml',
          'contoso.example/docusign/callback',
          'contoso.example/docusign/callback#x',
        ),
        'config/ikctl.yaml': 'rules: {redirect-uri/fragment: "off"}\n',
      })
      expect(validate().code).toBe(0)
      expect(plan()).toMatchObject({
        code: 1,
        comment: expect.stringContaining('plan/invalid-head'),
      })
    })

    test('the evidence key', async () => {
      checkOut(await promotionBySomebodyElse(baseCommit))
      expect(plan()).toMatchObject({
        code: 1,
        comment: expect.stringMatching(/evidence\/(replaced-evidence-key|no-evidence-key)/),
      })
    })

    test('the tool', () => {
      checkOut({
        ...tenantsRemoved,
        'package.json': JSON.stringify({ scripts: { ikctl: 'echo replaced' } }),
        '.npmrc': 'script-shell=/bin/true\n',
      })
      const { code, log, comment } = plan([], process.env.PATH)
      expect(code).toBe(1)
      expect(log).not.toContain('replaced')
      expect(comment).toContain('plan/tenants-removed')
    })
  })

  test('the same holds in azure-pipelines.yml', () => {
    checkOut(readCase('limits-loosened').head)
    const script = azureScripts(expandPipeline(join(root, 'azure-pipelines.yml'))).find((text) =>
      text.includes('plan --base HEAD^1'),
    )
    const { code, log } = runScript(script ?? '', {
      cwd: join(workspace, 'base'),
      env: {
        BUILD_SOURCESDIRECTORY: join(workspace, 'head'),
        BUILD_ARTIFACTSTAGINGDIRECTORY: workspace,
        PATH: withPrograms(join(workspace, 'programs'), quickNpm),
      },
    })
    expect(code).toBe(1)
    expect(log).toContain('[plan/tenants-removed]')
    expect(log).toContain(`##vso[task.uploadsummary]${workspace}/plan/production.md`)
  })

  test('a label lifts a limit, by the name that the refusal prints', () => {
    checkOut(tenantsRemoved)
    expect(plan(['bug', 'allow-tenants-removed=3'])).toMatchObject({
      code: 0,
      comment: expect.stringContaining('--allow-tenants-removed'),
    })
    expect(plan(['allow-tenants-removed=2', '--base=HEAD', 'allow-x; true']).code).toBe(1)
  })
})

// --- internal ---

/** The common files with a change in one of them. */
function edited(file: string, from: string, to: string): Files {
  const before = Buffer.from(commonFiles[file] ?? '').toString('utf8')
  expect(before).toContain(from)
  return { ...commonFiles, [file]: before.replace(from, to) }
}

/** A promotion with evidence that is good but for its key, which the change itself puts in place. */
async function promotionBySomebodyElse(commit: string): Promise<Files> {
  const signer = evidenceSigner()
  const now = Date.now()
  const evidence = await createEvidence(productionEvidence(now, { commit }), signer, { now })
  return {
    ...readCase('promotion-without-evidence').head,
    'config/production/evidence/evidence.pem': signer.publicKey,
    'config/production/evidence/2026-11.promote.jws': evidence,
  }
}
