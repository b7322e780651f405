import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NothingToCheck, planLogins } from '../../src/smoke/plan-logins.ts'
import { isInShard, parseShard, ShardRefused } from '../../src/smoke/shard.ts'
import { stratifiedOrder } from '../../src/smoke/stratified-order.ts'
import { guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

describe('selection', () => {
  const environment = smokeEnvironment([
    smokeTenant(1, { labels: { region: 'eu', tier: 'gold' } }),
    smokeTenant(2, { labels: { region: 'eu' }, status: 'onboarding' }),
    smokeTenant(3, { labels: { region: 'us', tier: 'gold' } }),
    smokeTenant(4, { labels: { region: 'eu', tier: 'gold' }, status: 'suspended' }),
  ])
  const plan = (selection: Parameters<typeof planLogins>[1]['selection']) =>
    planLogins(environment, { seed: 1, ...(selection && { selection }) })
  const ids = (selection?: Parameters<typeof plan>[0]) =>
    plan(selection).tenants.map(({ id }) => Number(id.slice(-1)))

  test('by id, status and label; all that is given must fit', () => {
    expect(ids()).toEqual([1, 2, 3, 4])
    expect(ids({ tenants: ['tenant-000003', 'tenant-000001'] })).toEqual([1, 3])
    expect(ids({ statuses: ['onboarding'] })).toEqual([2])
    expect(ids({ labels: { region: 'eu', tier: 'gold' } })).toEqual([1, 4])
    expect(ids({ labels: { region: 'eu' }, statuses: ['live'] })).toEqual([1])
  })

  test('suspended tenants are spoken about, not tried', () => {
    expect(plan(undefined).logins.map(({ userId }) => userId)).not.toContain(guid(4, 11))
  })

  test('nothing left is an error that says why', () => {
    expect(() => plan({ labels: { region: 'mars' } })).toThrow('none of the 4 tenants')
    expect(() => plan({ statuses: ['suspended'] })).toThrow('are suspended')
    expect(() => plan({ tenants: ['tenant-00001'] })).toThrow(
      new NothingToCheck('"test" has no tenant "tenant-00001": did you mean "tenant-000001"?'),
    )
  })
})

describe('sample', () => {
  const environment = smokeEnvironment(
    Array.from({ length: 500 }, (_, index) =>
      smokeTenant(index, {
        labels: { region: index < 400 ? 'eu' : index < 490 ? 'us' : `x${index}` },
      }),
    ),
  )
  const draw = (sample: number, seed: number) => planLogins(environment, { sample, seed }).tenants

  test('the same seed draws the same tenants, another one others', () => {
    expect(draw(50, 7)).toEqual(draw(50, 7))
    expect(draw(50, 7)).not.toEqual(draw(50, 8))
    expect(draw(50, 7)).toHaveLength(50)
  })

  test('every region is in it, the rest in proportion', () => {
    const regions = draw(112, 3).map(({ labels }) => labels?.region)
    expect(new Set(regions).size).toBe(12)
    const eu = regions.filter((region) => region === 'eu').length
    expect(eu).toBeGreaterThan(70)
    expect(eu).toBeLessThan(95)
  })

  test('a larger sample holds the smaller one', () => {
    const small = draw(30, 5).map(({ id }) => id)
    const large = draw(60, 5).map(({ id }) => id)
    expect(large).toEqual(expect.arrayContaining(small))
  })

  test('property: an order loses and adds nobody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30)),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (items, seed, strata) => {
          const ordered = stratifiedOrder(items, (item) => String(item % strata), seed)
          expect([...ordered].sort()).toEqual([...items].sort())
        },
      ),
    )
  })
})

describe('shards', () => {
  const tenants = Array.from({ length: 300 }, (_, index) => smokeTenant(index))

  test('each tenant is in exactly one, and a new tenant moves nobody', () => {
    const shardOf = (id: string) =>
      Array.from({ length: 16 }, (_, at) => at + 1).filter((index) =>
        isInShard(id, { index, count: 16 }),
      )
    for (const { id } of tenants) expect(shardOf(id)).toHaveLength(1)
    const sizes = Array.from(
      { length: 16 },
      (_, at) => tenants.filter(({ id }) => isInShard(id, { index: at + 1, count: 16 })).length,
    )
    expect(Math.min(...sizes)).toBeGreaterThan(6)
    // Written down: shards of another version must cut the fleet in the same way.
    expect(shardOf('acme')).toEqual([1])
  })

  test('together they are the sample of the whole', () => {
    const environment = smokeEnvironment(tenants)
    const options = { sample: 80, seed: 9 }
    const whole = planLogins(environment, options).tenants.map(({ id }) => id)
    const parts = [1, 2, 3].flatMap((index) =>
      planLogins(environment, { ...options, shard: { index, count: 3 } }).tenants.map(
        ({ id }) => id,
      ),
    )
    expect(parts.sort()).toEqual(whole)
  })

  test('an empty shard is no mistake', () => {
    const environment = smokeEnvironment([smokeTenant(1)])
    const plans = [1, 2].map((index) =>
      planLogins(environment, { seed: 1, shard: { index, count: 2 } }),
    )
    expect(plans.map(({ logins }) => logins.length).sort()).toEqual([0, 1])
  })

  test('are written by people from 1, by Kubernetes from 0', () => {
    expect(parseShard('3/16')).toEqual({ index: 3, count: 16 })
    expect(parseShard('/16', '0')).toEqual({ index: 1, count: 16 })
    expect(parseShard('/16', '15')).toEqual({ index: 16, count: 16 })
    expect(parseShard('3/16', '7')).toEqual({ index: 3, count: 16 })
    for (const text of ['0/16', '17/16', '3', 'a/b', '3/0', '-1/4', '1/2/3', '', '/16']) {
      expect(() => parseShard(text), text).toThrow(ShardRefused)
    }
    expect(() => parseShard('/16', '16')).toThrow('no shard 17 of 16')
  })
})
