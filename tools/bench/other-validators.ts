// What `ikctl validate` costs beside other validators on the same files, where they are installed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tenantFile, writeConfiguration } from './tenant-files.ts'

/** Whole processes, from start to exit; the least of some runs. */
export interface OtherValidators {
  tenants: number
  seconds: number
  others: { name: string; seconds: number; ratio: number }[]
  /** What `tools/bench/install-validators` has not installed. */
  missing: string[]
}

/**
 * Times the built command line and each validator that is there. They check the tenant files against
 * their schema; ikctl reads the whole environment and applies its rules as well. Each has to refuse a
 * mistake first, so that nobody is fast by looking at nothing.
 */
export function measureOtherValidators(tenants = 10_000): OtherValidators {
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-bench-'))
  try {
    writeConfiguration(folder, 1)
    const mistaken = join(folder, 'config/production/tenants/customer-0.yaml')
    writeFileSync(mistaken, tenantFile(0).replace('status: live', 'status: alive'))
    writeFileSync(join(folder, 'ruleset.json'), spectralRuleset())
    const there = validators.filter(({ program }) => existsSync(program))
    for (const validator of [own, ...there]) {
      if (run(validator, folder).status === 0) throw new Error(`${validator.name} sees no mistake`)
    }
    writeConfiguration(folder, tenants)
    const seconds = least(own, folder)
    return {
      tenants,
      seconds,
      others: there.map((validator) => {
        const time = least(validator, folder)
        return { name: validator.name, seconds: time, ratio: time / seconds }
      }),
      missing: validators.filter((each) => !there.includes(each)).map(({ name }) => name),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// --- internal ---

interface Validator {
  name: string
  program: string
  /** In the folder of the configuration. */
  args(names: readonly string[]): readonly string[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const schema = join(root, 'schemas/tenant.schema.json')
const tenantFolder = 'config/production/tenants'
const files = `${tenantFolder}/*.yaml`

/** Where `tools/bench/install-validators` puts them. */
const installed = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ikctl-bench')

const own: Validator = {
  name: 'ikctl',
  program: process.execPath,
  args: () => [join(root, 'dist/ikctl.js'), 'validate', '--no-cache', '--format', 'concise'],
}

const validators: readonly Validator[] = [
  {
    name: '@jirutka/ajv-cli',
    program: join(installed, 'jirutka-ajv-cli/node_modules/.bin/ajv'),
    args: () => ['validate', '--errors-location=true', '-s', schema, files],
  },
  {
    name: 'ajv-cli (no places)',
    program: join(installed, 'ajv-cli/node_modules/.bin/ajv'),
    args: () => ['validate', '--spec=draft2020', '-s', schema, '-d', files],
  },
  {
    name: 'check-jsonschema (no places)',
    program: join(installed, 'check-jsonschema/bin/check-jsonschema'),
    // It takes no patterns.
    args: (names) => ['--schemafile', schema, ...names],
  },
  {
    name: 'Spectral',
    program: join(installed, 'spectral/node_modules/.bin/spectral'),
    args: () => ['lint', '--ruleset', 'ruleset.json', files],
  },
]

function spectralRuleset(): string {
  const then = {
    function: 'schema',
    functionOptions: { schema: JSON.parse(readFileSync(schema, 'utf8')) },
  }
  return JSON.stringify({ extends: [], rules: { tenant: { given: '$', severity: 'error', then } } })
}

function run({ program, args }: Validator, folder: string) {
  const names = readdirSync(join(folder, tenantFolder)).map((name) => `${tenantFolder}/${name}`)
  const start = performance.now()
  const result = spawnSync(program, args(names), {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { ...result, seconds: (performance.now() - start) / 1_000 }
}

/** Of several runs while they are short. */
function least(validator: Validator, folder: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let spent = 0, runs = 0; runs < 5 && spent < 10; runs++) {
    const { status, seconds, stdout, stderr } = run(validator, folder)
    if (status !== 0) throw new Error(`${validator.name} ended with ${status}: ${stderr}${stdout}`)
    best = Math.min(best, seconds)
    spent += seconds
  }
  return best
}
