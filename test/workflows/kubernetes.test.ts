import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { exitCodes } from '../../scripts/exit-codes.ts'
import { exampleTree, root } from '../support/example-tree.ts'
import { hasProgram } from '../support/has-program.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { withPrograms } from './with-programs.ts'

const folder = join(root, 'deploy/kubernetes')
const read = (file: string) => parse(readFileSync(join(folder, file), 'utf8'))
const fleet = read('fleet.yaml').spec
const job = fleet.jobTemplate.spec
const [merging] = read('merge.yaml').spec.jobTemplate.spec.template.spec.containers

const { resources, images } = read('kustomization.yaml') as {
  resources: string[]
  images: { name: string }[]
}

describe('deploy/kubernetes', () => {
  test('is all in kustomization.yaml', () => {
    const manifests = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
    expect([...resources, 'kustomization.yaml'].sort()).toEqual(manifests.sort())
    expect(images.map(({ name }) => name)).toEqual([merging.image])
  })

  test.skipIf(!hasProgram('kubernetes-validate', 'the schemas of Kubernetes'))(
    'is what the schemas of Kubernetes say, of an old and of a new release',
    () => {
      for (const release of ['1.31', '1.37']) {
        const { status, stderr } = spawnSync(
          'kubernetes-validate',
          ['--strict', '--kubernetes-version', release, ...resources],
          { cwd: folder, encoding: 'utf8' },
        )
        expect(stderr).not.toMatch(/ERROR|WARN/)
        expect(status).toBe(0)
      }
    },
  )

  test('runs as many shards as each is told, and answers every exit code', () => {
    const { completions, parallelism, completionMode, podFailurePolicy } = job
    expect(completionMode).toBe('Indexed')
    const { args } = job.template.spec.containers[0]
    expect(args[args.indexOf('--shard') + 1]).toBe(`/${completions}`)
    expect(parallelism).toBe(completions)
    const rules: { action: string; onExitCodes?: { values: number[] } }[] = podFailurePolicy.rules
    const answered = Object.fromEntries(
      rules.flatMap(({ action, onExitCodes }) =>
        (onExitCodes?.values ?? []).map((value) => [value, action]),
      ),
    )
    expect(answered).toEqual({
      [exitCodes.problems]: 'FailIndex',
      [exitCodes.usage]: 'FailJob',
      [exitCodes.integrationKey]: 'FailJob',
      [exitCodes.incomplete]: 'Count',
      [exitCodes.bug]: 'FailJob',
    })
  })

  test('merges when no shard runs any more', () => {
    const minutes = (schedule: string) => {
      const [minute, hour] = schedule.split(' ').map(Number)
      return (hour ?? 0) * 60 + (minute ?? 0)
    }
    const between = minutes(read('merge.yaml').spec.schedule) - minutes(fleet.schedule)
    expect(between).toBeGreaterThan(
      (fleet.startingDeadlineSeconds + job.activeDeadlineSeconds) / 60,
    )
    expect(between).toBeLessThan(240)
  })
})

test('the verdict on the fleet is of the newest run, and incomplete without a shard or a run', async () => {
  const tree = exampleTree()
  const { env } = await runEmulate(tree)
  // As two pods run them.
  for (const index of [0, 1]) {
    await runInProcess(['smoke', 'local', '--shard', '/2', '--quiet'], {
      cwd: tree,
      env: { ...env, JOB_COMPLETION_INDEX: `${index}` },
    })
  }
  const reports = temporaryFolder()
  const run = (minute: number) => join(reports, `ikctl-fleet-${minute}`)
  cpSync(join(tree, 'reports'), run(29000001), { recursive: true })
  cpSync(join(tree, 'reports'), run(29000002), { recursive: true })
  rmSync(join(run(29000001), 'local.1-of-2.json'))
  age(run(29000001), 1)

  const whole = merge(reports)
  expect(whole.stdout).toContain('local: passed. Every expected login succeeded.')
  expect(whole.status).toBe(exitCodes.good)
  expect(readdirSync(run(29000002))).toContain('local.html')

  // The next day the report of the day before is there to compare with.
  cpSync(join(tree, 'reports'), run(29000003), { recursive: true })
  expect(merge(reports).stdout).toMatch(/since .*: nothing has changed/)

  // One that does not fit any more must not stand in the way of all that follow.
  for (const day of [29000002, 29000003]) {
    const file = join(run(day), 'reports/local.json')
    if (existsSync(file)) writeFileSync(file, 'of another integration key')
  }
  const fresh = merge(reports)
  expect(fresh.stderr).toContain('is not JSON')
  expect(fresh.stdout).not.toContain('since')
  expect(fresh.status).toBe(exitCodes.good)

  rmSync(run(29000002), { recursive: true })
  rmSync(run(29000003), { recursive: true })
  const partial = merge(reports)
  expect(partial.stdout).toContain('shard 1 of 2 is missing')
  expect(partial.status).toBe(exitCodes.incomplete)

  age(run(29000001), 5)
  expect(merge(reports)).toMatchObject({
    status: exitCodes.incomplete,
    stderr: expect.stringContaining('nothing proven'),
  })
  // A run by hand is merged by its name, whenever it was.
  expect(merge(reports, { RUN: 'ikctl-fleet-29000001' }).stdout).toContain('shard 1 of 2')
})

test('what is old goes after the verdict, only folders of the fleet, and hides no verdict', async () => {
  const tree = exampleTree()
  await runInProcess(['smoke', 'local', '--shard', '1/1', '--quiet'], { cwd: tree })
  const reports = temporaryFolder({
    'ikctl-fleet-1.uid/reports/local.json': '{}',
    'ikctl-fleet-2.uid/local.1-of-1.json': '{}',
    'notes/of-somebody.txt': 'Keep.',
  })
  for (const name of readdirSync(reports)) age(join(reports, name), 16 * 24)
  // The oldest name, and the newest run.
  cpSync(join(tree, 'reports'), join(reports, 'ikctl-fleet-0.uid'), { recursive: true })
  const refuse = merge(reports, {}, { rm: 'echo "not permitted" >&2; exit 1' })
  expect(refuse.stderr).toContain('old reports could not be deleted')
  expect(refuse.status).toBe(exitCodes.good)
  expect(merge(reports).status).toBe(exitCodes.good)
  expect(readdirSync(reports).sort()).toEqual(['ikctl-fleet-0.uid', 'notes'])
})

test('a Job has a folder of its own, whatever it is called', () => {
  const [{ env, volumeMounts, args }] = job.template.spec.containers
  const fields = Object.fromEntries(
    env.map(
      ({ name, valueFrom }: { name: string; valueFrom: { fieldRef: { fieldPath: string } } }) => [
        name,
        valueFrom.fieldRef.fieldPath,
      ],
    ),
  )
  expect(fields).toEqual({
    JOB_NAME: "metadata.labels['batch.kubernetes.io/job-name']",
    JOB_UID: "metadata.labels['batch.kubernetes.io/controller-uid']",
  })
  expect(volumeMounts[0].subPathExpr).toBe('$(JOB_NAME).$(JOB_UID)')
  expect(args).toContain('--resume')
})

describe('the image', () => {
  const tracked = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).stdout.split('\n')
  const ignore = readFileSync(join(folder, 'Dockerfile.dockerignore'), 'utf8')
  const [, copy = ''] =
    /^RUN (find config (?:.*\\\n)*.*)$/m.exec(readFileSync(join(folder, 'Dockerfile'), 'utf8')) ??
    []
  const beside = [
    ...[
      '.env',
      '.git/config',
      '.npmrc',
      'emulators.json',
      'key.pem',
      'production.key',
      'ikctl.tgz',
    ],
    ...['config/.env', 'config/production/docusign.key', 'config/production/tenants/acme.key'],
    ...['config/production/evidence/used-states/x', 'used-states/0123', 'reports/production.json'],
    ...['infra/production.key', 'infra/.env', 'deploy/kubernetes/tls.key', 'src/a/b/c.key'],
    ...['node_modules/x/index.js', 'infra/bootstrap/node_modules/x.js', 'dist/ikctl.js'],
    ...['.ssh/id_ed25519', 'coverage/index.html', 'test/x.test.ts', 'docs/ci.md'],
  ]

  test('is built from nothing that Git ignores', () => {
    expect(beside.filter((path) => isInContext(path, ignore))).toEqual([])
  })

  test('is built from all that builds the tool', () => {
    const isNeeded = (path: string) =>
      /^(config|src|infra|schemas|scripts|template|\.github|\.vscode|deploy|tools)\//.test(path) ||
      /^(package(-lock)?\.json|tsconfig.*\.json|Pulumi\.yaml|azure-pipelines\.yml)$/.test(path)
    expect(tracked.filter((path) => isNeeded(path) && !isInContext(path, ignore))).toEqual([])
  })

  test('holds what ikctl reads of the configuration, and no key beside it', () => {
    const read = [
      ...['config/ikctl.yaml', 'config/p/integration.yaml', 'config/p/key-pairs.yaml'],
      ...['config/p/tenants/acme.yaml', 'config/p/public-keys/2026-11.pem'],
      ...['config/p/evidence/2026-11.promote.jws', 'config/p/evidence/evidence.pem'],
    ]
    const others = [
      ...['config/docusign.pem', 'config/p/docusign.pem', 'config/p/tenants/acme.pem'],
      ...['config/p/tenants/acme.yaml.orig', 'config/p/evidence/old/evidence.pem', ...beside],
    ]
    const image = temporaryFolder()
    const cwd = temporaryFolder(Object.fromEntries([...read, ...others].map((path) => [path, 'x'])))
    const { status, stderr } = spawnSync('bash', ['-c', copy.replace('/image', image)], {
      cwd,
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
    const files = readdirSync(image, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(image.length + 1))
    expect(files.sort()).toEqual(read.sort())
  })
})

// --- internal ---

/** As Docker reads it: the last pattern that matches a path, or a folder above it, decides. */
function isInContext(path: string, ignore: string): boolean {
  const parts = path.split('/')
  const all = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  let included = true
  for (const line of ignore.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const pattern = line
      .replace(/^!/, '')
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*\*\/|\*\*|\*/g, (stars) =>
        stars === '*' ? '[^/]*' : stars === '**' ? '.*' : '(.*/)?',
      )
    if (all.some((part) => new RegExp(`^${pattern}$`).test(part))) included = line.startsWith('!')
  }
  return included
}

/** Sets how many hours ago a folder was written to. */
function age(path: string, hours: number): void {
  const time = new Date(Date.now() - hours * 3_600_000)
  utimesSync(path, time, time)
}

/** Runs the script of merge.yaml. */
function merge(
  reports: string,
  env: Record<string, string> = {},
  programs: Record<string, string> = {},
) {
  const start = `exec '${process.execPath}' '${ikctl}' "$@"`
  const [shell, ...options] = merging.command
  return spawnSync(shell, [...options, ...merging.args], {
    encoding: 'utf8',
    env: {
      PATH: withPrograms(temporaryFolder(), { ikctl: start, ...programs }),
      ...{ ENVIRONMENT: 'local', REPORTS: reports, RUN: '', ...env },
    },
  })
}
