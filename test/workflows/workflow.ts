import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../support/example-tree.ts'

/** A workflow of GitHub Actions, as far as tests look at it. */
export interface Workflow {
  env?: Record<string, string>
  jobs: Record<string, Job>
}

export interface Job {
  name?: string
  permissions?: Record<string, string>
  environment?: unknown
  if?: string
  /** Absent when the job calls another workflow. */
  steps?: Step[]
}

export interface Step {
  name?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
  'working-directory'?: string
}

/** Reads one of `.github/workflows`. */
export function readWorkflow(file: string): Workflow {
  return parse(readFileSync(join(root, '.github/workflows', file), 'utf8')) as Workflow
}

/** The steps of one of `.github/actions`; none of one that is JavaScript. */
export function readAction(name: string): Step[] {
  const file = join(root, '.github/actions', name, 'action.yml')
  return (parse(readFileSync(file, 'utf8')) as { runs: { steps?: Step[] } }).runs.steps ?? []
}
