import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bootstrap } from '../../infra/bootstrap/bootstrap.ts'
import { provision } from '../../infra/provision.ts'
import { hasProgram } from '../support/has-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { armResources } from './support/arm-resources.ts'
import { bootstrapConfig } from './support/bootstrap-config.ts'
import { exampleConfig } from './support/example-config.ts'
import { runProgram } from './support/run-program.ts'

const root = join(import.meta.dirname, '../..')
const hasCheckov = hasProgram('checkov', 'its rules about the resources of both programs')

/** What checkov says of a template: how many rules passed, and `RULE TYPE` of each that failed. */
function checkov(resources: ReturnType<typeof armResources>): {
  passed: number
  failed: Set<string>
} {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  }
  const folder = temporaryFolder({ 'template.json': JSON.stringify(template) })
  const options = ['--framework', 'arm', '--output', 'json', '--quiet', '--compact']
  const { stdout, stderr } = spawnSync('checkov', ['--file', 'template.json', ...options], {
    ...{ cwd: folder, encoding: 'utf8', timeout: 120_000 },
  })
  expect(stdout, stderr).toContain('"summary"')
  const { results, summary } = JSON.parse(stdout)
  const names = new Set(resources.map(({ type, name }) => `${type} ${name}`))
  expect(summary).toMatchObject({ parsing_errors: 0, resource_count: names.size })
  const failed = results.failed_checks.map(
    ({ check_id, resource }: { check_id: string; resource: string }) =>
      `${check_id} ${resource.slice(0, resource.lastIndexOf('.'))}`,
  )
  return { passed: summary.passed, failed: new Set(failed) }
}

test.skipIf(!hasCheckov)(
  'each rule of checkov that fails is in docs/deploy.md with a reason, and no other',
  { timeout: 150_000 },
  async () => {
    const environment = await runProgram(() => provision({ directory: root }), {
      config: exampleConfig('production'),
    })
    const state = await runProgram(() => bootstrap(), {
      ...{ config: bootstrapConfig, project: 'ikctl-bootstrap' },
    })
    const { passed, failed } = checkov([...armResources(environment), ...armResources(state)])
    expect(passed).toBeGreaterThan(20)
    const page = readFileSync(join(root, 'docs/deploy.md'), 'utf8')
    const named = page.matchAll(/^\| `(CKV\w+)` +\| `([\w./]+)` +\| \w/gm)
    expect(failed).toEqual(new Set([...named].map(([, rule, type]) => `${rule} ${type}`)))
  },
)
