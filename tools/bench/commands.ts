// What commands about one tenant, a table or one changed file cost beside `ikctl validate` of the same
// tree. `npm run bench` prints it.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededGuid, writeConfiguration } from './tenant-files.ts'
import { timed } from './timed.ts'

/** CPU seconds of whole processes, from start to exit; the least of several runs. */
export interface CommandTimes {
  tenants: number
  /** `validate --no-cache`. */
  validateSeconds: number
  commands: { name: string; seconds: number; ratio: number }[]
}

/**
 * Times the built command line, so build first. The commands alternate, so that a slow moment of the
 * machine meets all.
 */
export function measureCommands(tenants = 10_000, runs = 3): CommandTimes {
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-bench-'))
  try {
    writeConfiguration(folder, tenants)
    const [same, moved] = ['gold', 'silver'].map((tier) => {
      const path = join(folder, `${tier}.csv`)
      writeFileSync(path, table(tenants, tier))
      return path
    }) as [string, string]
    let turn = 0
    const commands: Record<string, () => number> = {
      'consent of one': () => run('consent', 'production', 'customer-7'),
      'status of one': () =>
        run('tenant', 'status', 'production', 'customer-7', 'suspended', '--dry-run'),
      'rotate status': () => run('rotate', 'status', 'production'),
      'sync of the same rows': () => run('tenant', 'sync', 'production', '--from', same),
      'sync of 10 % changed': () =>
        // Changes them, or takes that back: in any run a tenth is another.
        run('tenant', 'sync', 'production', '--from', turn++ % 2 === 0 ? moved : same),
      'the same files again': () => {
        // After a sync, only the second run finds all records.
        run('validate')
        return run('validate')
      },
      'one changed file': () => {
        appendFileSync(join(folder, 'config/production/tenants/customer-7.yaml'), '# changed\n')
        return run('validate')
      },
      'list of files': () => run('validate', '--list-files'),
    }
    function run(...argv: string[]): number {
      return timed(['dist/ikctl.js', ...argv, '-C', folder], {
        XDG_CACHE_HOME: join(folder, 'cache'),
        CI: '',
      }).cpuSeconds
    }
    const least = new Map<string, number>()
    const measure = (name: string, command: () => number): void => {
      const seconds = command()
      least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, seconds))
    }
    for (let round = 0; round < runs; round++) {
      measure('validate', () => run('validate', '--no-cache'))
      for (const [name, command] of Object.entries(commands)) {
        // The same rows are those of the files only where these were changed back.
        if (name === 'sync of the same rows' && turn % 2 === 1) commands['sync of 10 % changed']?.()
        measure(name, command)
      }
    }
    const validateSeconds = least.get('validate') ?? 0
    return {
      tenants,
      validateSeconds,
      commands: Object.keys(commands).map((name) => {
        const seconds = least.get(name) ?? 0
        return { name, seconds, ratio: seconds / validateSeconds }
      }),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// --- internal ---

/** The tenants of {@link writeConfiguration} as a table; each tenth has the given tier. */
function table(tenants: number, tier: string): string {
  const rows = Array.from({ length: tenants }, (_, index) =>
    [
      `customer-${index}`,
      `Customer ${index} Limited`,
      ...['live', seededGuid(`account ${index}`), seededGuid(`user ${index}`)],
      index % 10 === 0 ? tier : 'gold',
    ].join(','),
  )
  return `${['id,name,status,account,user,label.tier', ...rows].join('\n')}\n`
}
