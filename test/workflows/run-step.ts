import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAction, readWorkflow } from './workflow.ts'

/** How a step ended. */
export interface StepResult {
  code: number | null
  /** Both outputs: what the log shows. */
  log: string
  /** What it wrote to the job's summary, and as its outputs. */
  summary: string
  outputs: string
}

/**
 * Runs the shell step of a workflow as GitHub's runner does: the step's folder, and its own variables.
 *
 * @param env what the expressions of the job's and the step's `env` come to.
 * @throws {TypeError} when the job has no such step.
 */
export function runStep(
  workflow: string,
  { job, step: name }: { job: string; step: string },
  { workspace, env = {} }: { workspace: string; env?: Record<string, string> },
): StepResult {
  const step = readWorkflow(workflow).jobs[job]?.steps?.find((candidate) => candidate.name === name)
  if (step?.run === undefined) throw new TypeError(`${workflow}: ${job} has no step "${name}"`)
  const runner = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace }
  return runScript(step.run, {
    cwd: join(workspace, step['working-directory'] ?? ''),
    env: { ...runner, ...env },
  })
}

/**
 * Runs the shell step of one of `.github/actions`.
 *
 * @param env what the expressions of the step's `env` come to.
 * @throws {TypeError} when the action has no such step.
 */
export function runActionStep(
  action: string,
  name: string,
  { workspace, env = {} }: { workspace: string; env?: Record<string, string> },
): StepResult {
  const step = readAction(action).find((candidate) => candidate.name === name)
  if (step?.run === undefined) throw new TypeError(`${action} has no step "${name}"`)
  return runScript(step.run, { cwd: workspace, env: { GITHUB_ACTIONS: 'true', ...env } })
}

/** Runs a script as both GitHub and Azure Pipelines do: from a file, in a home that knows nothing. */
export function runScript(
  text: string,
  { cwd, env }: { cwd: string; env: Record<string, string> },
): StepResult {
  const scratch = mkdtempSync(join(tmpdir(), 'ikctl-step-'))
  const script = join(scratch, 'step.sh')
  const summary = join(scratch, 'summary.md')
  const outputs = join(scratch, 'outputs')
  writeFileSync(script, text)
  writeFileSync(summary, '')
  writeFileSync(outputs, '')
  mkdirSync(join(scratch, 'home'))
  const { status, stdout } = spawnSync(
    'bash',
    ['-c', 'exec bash --noprofile --norc -eo pipefail "$0" 2>&1', script],
    {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: join(scratch, 'home'),
        CI: 'true',
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: outputs,
        RUNNER_TEMP: scratch,
        GIT_CONFIG_NOSYSTEM: '1',
        ...env,
      },
    },
  )
  const result = {
    code: status,
    log: stdout,
    summary: readFileSync(summary, 'utf8'),
    outputs: readFileSync(outputs, 'utf8'),
  }
  rmSync(scratch, { recursive: true })
  return result
}
