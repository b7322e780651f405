import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowedBy, isLooserLimit } from '../../src/plan/limits.ts'
import { commonFiles } from './case-files.ts'
import { type Files, gitRepository } from './git-repository.ts'
import { runPlan } from './run-plan.ts'

const folder = 'config/production/tenants'
const tenantPaths = Object.keys(commonFiles).filter((path) => path.startsWith(`${folder}/`))
const textOf = (files: Files, path: string) => Buffer.from(files[path] as Uint8Array).toString()
const isLive = (path: string) => /^status: live/m.test(textOf(commonFiles, path))

/** The common files with so many live tenants, and no others. */
function fleet(count: number): Files {
  const live = tenantPaths.filter(isLive)
  expect(live.length).toBeGreaterThanOrEqual(count)
  const kept = new Set(live.slice(0, count))
  return Object.fromEntries(
    Object.entries(commonFiles).filter(
      ([path]) => !path.startsWith(`${folder}/`) || kept.has(path),
    ),
  )
}

async function plan(base: Files, head: Files, ...options: string[]) {
  const repository = gitRepository()
  repository.commit(base)
  repository.write(head)
  return runPlan(repository.folder, 'production', '--base', 'HEAD', '--format', 'json', ...options)
}

/** Weights by code. */
const codes = ({ stdout }: { stdout: string }): Record<string, string> =>
  Object.fromEntries(
    (JSON.parse(stdout).judgements as { code: string; weight: string }[]).map(
      ({ code, weight }) => [code, weight],
    ),
  )

const live = (files: Files) => Object.keys(files).filter((path) => path.startsWith(`${folder}/`))

describe('a small fleet', () => {
  test.each([
    [1, 1, 'accepted'],
    [6, 1, 'accepted'],
    [6, 2, 'refused'],
    [6, 3, 'refused'],
    [9, 2, 'refused'],
    [10, 2, 'accepted'],
    [10, 3, 'refused'],
  ])('of %i live tenants, %i removed: %s', async (count, removed, verdict) => {
    const base = fleet(count)
    const gone = new Set(live(base).slice(0, removed))
    const head = Object.fromEntries(Object.entries(base).filter(([path]) => !gone.has(path)))
    const found = codes(await plan(base, head))
    expect(found['plan/tenants-removed']).toBe(verdict === 'refused' ? 'refused' : undefined)
  })

  test('may change when the number is named', async () => {
    const base = fleet(6)
    const gone = new Set(live(base).slice(0, 3))
    const head = Object.fromEntries(Object.entries(base).filter(([path]) => !gone.has(path)))
    const found = codes(await plan(base, head, '--allow-tenants-removed', '3'))
    expect(found['plan/tenants-removed']).toBe('danger')
    const toFew = codes(await plan(base, head, '--allow-tenants-removed', '2'))
    expect(toFew['plan/tenants-removed']).toBe('refused')
  })
})

describe('the tenants that a limit on moving counts', () => {
  const guid = (n: number) => `3333333${n}-0b1c-4d2e-8f30-415263748596`
  /** Changes the files of these tenants. */
  const change = (
    files: Files,
    paths: readonly string[],
    how: (text: string, n: number) => string,
  ) =>
    Object.fromEntries(
      Object.entries(files).map(([path, file]) => {
        const at = paths.indexOf(path)
        return [path, at < 0 ? file : how(textOf({ [path]: Buffer.from(file) }, path), at)]
      }),
    ) as Files
  const bytes = (files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, file]) => [path, Buffer.from(file)]))
  const move = (text: string, n: number) => text.replace(/account: \S+/, `account: ${guid(n)}`)
  const offboard = (text: string) => text.replace('status: live', 'status: offboarded')
  const giveUser = (text: string, n: number) =>
    text.replace('users:\n', `users:\n  legal: ${guid(n)}\n`)
  const moved = async (base: Files, head: Files) =>
    codes(await plan(base, head))['plan/tenants-moved']

  test.each([
    [2, undefined],
    [3, 'refused'],
  ])('those that lose a user, %i of 10', async (count, weight) => {
    const files = fleet(10)
    const losing = live(files).slice(0, count)
    expect(await moved(change(files, losing, giveUser), files)).toBe(weight)
  })

  test('not those that get one', async () => {
    const files = fleet(10)
    expect(await moved(files, change(files, live(files), giveUser))).toBeUndefined()
  })

  test.each([
    [0, undefined],
    [1, 'refused'],
  ])('of 10, without the %i that are offboarded', async (count, weight) => {
    const files = fleet(10)
    const [first = [], rest = []] = [live(files).slice(0, count), live(files).slice(count)]
    const base = bytes(change(files, first, offboard))
    expect(await moved(base, change(base, rest.slice(0, 2), move))).toBe(weight)
  })

  test('not those that are offboarded', async () => {
    const files = fleet(11)
    const gone = live(files).slice(0, 1)
    const base = bytes(change(files, gone, offboard))
    const two = live(files).slice(1, 3)
    expect(await moved(base, change(base, [...gone, ...two], move))).toBeUndefined()
  })
})

describe('what would thin out the judge', () => {
  test('renaming every tenant is counted, and each name listed', async () => {
    const base = fleet(10)
    const head = Object.fromEntries(
      Object.entries(base).map(([path, file]) => [
        path.startsWith(`${folder}/`) ? path.replace('.yaml', '-2.yaml') : path,
        file,
      ]),
    )
    const run = await plan(base, head)
    expect(run.code).toBe(1)
    expect(codes(run)).toMatchObject({
      'plan/tenants-moved': 'refused',
      'plan/tenant-renamed': 'danger',
    })
  })

  test('renaming one tenant is listed for review', async () => {
    const base = fleet(10)
    const [first = ''] = live(base)
    const { [first]: file, ...others } = base
    const found = codes(
      await plan(base, { ...others, [first.replace('.yaml', '-2.yaml')]: file as Uint8Array }),
    )
    expect(found).toEqual({ 'plan/tenant-renamed': 'danger' })
  })

  const excuse = (until: string) => (file: Uint8Array) =>
    Buffer.from(
      `${Buffer.from(file)}knownFailure: {class: consent_required, reason: audit, until: ${until}}\n`,
    )
  const withExcuse = (base: Files, count: number, until: string): Files => {
    const excused = new Set(
      live(base)
        .filter((path) => !textOf(base, path).includes('knownFailure'))
        .slice(0, count),
    )
    expect(excused.size).toBe(count)
    return Object.fromEntries(
      Object.entries(base).map(([path, file]) => [
        path,
        excused.has(path) ? excuse(until)(file as Uint8Array) : file,
      ]),
    )
  }

  // The clock of the plans is 2026-11-20: 90 days later is 2027-02-18.
  test.each([
    ['2027-02-18', undefined],
    ['2027-02-19', 'refused'],
    ['2099-12-31', 'refused'],
  ])('a known failure until %s', async (until, weight) => {
    const base = fleet(10)
    const found = codes(await plan(base, withExcuse(base, 1, until)))
    expect(found['plan/known-failure-too-long']).toBe(weight)
    expect(found['plan/known-failure-added']).toBe('danger')
  })

  test('known failures on a large part of the fleet', async () => {
    const base = fleet(10)
    const three = withExcuse(base, 3, '2026-12-31')
    expect(codes(await plan(base, three))['plan/known-failures']).toBe('refused')
    expect(codes(await plan(base, three, '--allow-known-failures', '3'))).toMatchObject({
      'plan/known-failures': 'danger',
    })
    const two = withExcuse(base, 2, '2026-12-31')
    expect(codes(await plan(base, two))['plan/known-failures']).toBeUndefined()
  })

  test('a known failure that stays is not listed again', async () => {
    const base = withExcuse(fleet(10), 3, '2026-12-31')
    const [first = ''] = live(base)
    const renamedLabel = Buffer.from(`${textOf(base, first)}# a comment\n`)
    expect(codes(await plan(base, { ...base, [first]: renamedLabel }))).toEqual({})
  })
})

describe('limits', () => {
  test.each([
    [{ percent: 20, from: 10 }, 9, 1],
    [{ percent: 20, from: 10 }, 10, 2],
    [{ percent: 20, from: 10 }, 14, 2],
    [{ percent: 20, from: 10 }, 15, 3],
    [{ percent: 1, from: 1 }, 50, 1],
    [{ percent: 0, from: 1 }, 50, 0],
    [{ percent: 100, from: 1 }, 50, 50],
  ])('%j of %i: %i', (limit, population, allowed) => {
    expect(allowedBy(limit, population)).toBe(allowed)
  })

  test('a limit is looser exactly when some fleet may change more under it', () => {
    const limit = fc.record({
      percent: fc.integer({ min: 0, max: 100 }),
      from: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(limit, limit, (before, after) => {
        const populations = Array.from({ length: 400 }, (_, index) => index)
        const isLooser = populations.some(
          (population) => allowedBy(after, population) > allowedBy(before, population),
        )
        // What is looser has to be called so; what never makes a difference may be as well.
        if (isLooser) expect(isLooserLimit(before, after)).toBe(true)
      }),
      { seed: 20, numRuns: 300 },
    )
  })
})
