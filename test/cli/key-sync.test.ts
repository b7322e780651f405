import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import { openKeyClient } from '../../src/keys/vault-access.ts'
import { paths, startProvingEnvironment } from '../support/proving-environment.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { withPrograms } from '../workflows/with-programs.ts'

let world: Awaited<ReturnType<typeof startProvingEnvironment>>
let keys: Awaited<ReturnType<typeof openKeyClient>>
beforeAll(async () => {
  world = await startProvingEnvironment()
  keys = await openKeyClient({
    vaultUrl: world.vaults.signing,
    ...(await emulatedAzure(world.access)),
  })
})
afterAll(() => world.close())

const setEnabled = async (id: string, enabled: boolean) =>
  keys.updateKeyProperties(`docusign-${id}`, world.made[id]?.key?.slice(-32) ?? '', { enabled })
const isEnabled = async (id: string) => (await keys.getKey(`docusign-${id}`)).properties.enabled
const retired = { state: 'retired', days: { active: 60, retiring: 40, retired: 10 } } as const

beforeEach(async () => {
  for (const id of ['a', 'b', 'c']) await setEnabled(id, true)
})

/** Commits in which `b` is ready to take over, then retired; the second is checked out. */
function repository() {
  const made = world.repository({ a: ['active', 90, 80, 70], b: ['staged', 9, 8] })
  const first = made.git('rev-parse', 'HEAD')
  const text = world.keyPairs({ a: ['active', 90, 80, 70], b: retired })
  made.write({ ...made.base, [paths.keyPairs]: text })
  made.merge()
  const second = made.git('rev-parse', 'HEAD')
  const sync = (...args: string[]) => made.run(['key', 'sync', 'local', ...args])
  return { ...made, first, second, sync }
}

describe('key sync --yes follows', () => {
  test('the commit that is deployed, and a newer one', async () => {
    const { first, second, sync } = repository()
    for (const deployed of [second, first, `${first}-dirty`]) {
      await setEnabled('b', true)
      const { code, stdout } = await sync('--yes', '--deployed', deployed)
      expect(stdout).toMatch(/done {2}disable/)
      expect(code).toBe(0)
      expect(await isEnabled('b')).toBe(false)
    }
  })

  test('no older one, also where that would disable a key', async () => {
    const { first, second, sync, git } = repository()
    git('checkout', '--quiet', '--detach', first)
    await setEnabled('b', false)
    const stale = await sync('--yes', '--deployed', second, '--enable', 'b')
    expect(stale).toMatchObject({ code: 1, stdout: '' })
    expect(stale.stderr).toContain(`${second.slice(0, 12)} is deployed`)
    expect(await isEnabled('b')).toBe(false)
    // Nor one of another branch, nor one that Git does not know.
    git('commit', '--quiet', '--allow-empty', '--message', 'Beside')
    for (const deployed of [second, '1'.repeat(40)]) {
      expect(await sync('--yes', '--deployed', deployed)).toMatchObject({ code: 1, stdout: '' })
    }
  })

  test('what Pulumi says is deployed, where nothing else is said', async () => {
    const { first, second, git, run } = repository()
    const sync = (deployed: string) => {
      const PATH = withPrograms(temporaryFolder(), { npx: `echo ${deployed}` })
      return run(['key', 'sync', 'local', '--yes'], { env: { PATH } })
    }
    expect(await sync(second)).toMatchObject({ code: 0 })
    git('checkout', '--quiet', '--detach', first)
    expect(await sync(second)).toMatchObject({ code: 1, stdout: '' })
    expect(await isEnabled('b')).toBe(false)
  })

  test('nothing that cannot be known', async () => {
    const { sync, run, second } = repository()
    const PATH = withPrograms(temporaryFolder(), { npx: 'exit 1' })
    const unknown = await run(['key', 'sync', 'local', '--yes'], { env: { PATH } })
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
    expect(unknown.stderr).toContain('--deployed')
    expect(unknown.stderr).not.toContain('--base')
    for (const deployed of ['HEAD', second.slice(0, 12), '', `${second}x`]) {
      expect(await sync('--yes', '--deployed', deployed)).toMatchObject({ code: 2, stdout: '' })
    }
    expect(await isEnabled('b')).toBe(true)
  })
})

describe('a key that is disabled in the vault', () => {
  test('is enabled only by its id; everything else follows', async () => {
    const { first, sync, git } = repository()
    git('checkout', '--quiet', '--detach', first)
    for (const id of ['a', 'b']) await setEnabled(id, false)
    const dry = await sync()
    expect(dry.stdout).toMatch(/would {2}enable (?:and tag )?\S+ \(key pair b\), with --enable b$/m)
    expect(dry.code).toBe(0)

    const refused = await sync('--yes', '--deployed', first, '--enable', 'a')
    expect(refused.stdout).toMatch(/done {2}enable (?:and tag )?\S+ \(key pair a\)$/m)
    expect(refused.stdout).not.toContain('key pair b')
    expect(refused.stderr).toContain('--enable b')
    expect(refused.code).toBe(1)
    expect([await isEnabled('a'), await isEnabled('b')]).toEqual([true, false])

    expect(await sync('--yes', '--deployed', first, '--enable', 'b')).toMatchObject({ code: 0 })
    expect(await isEnabled('b')).toBe(true)
  })

  test('that the YAML does not have is a mistake', async () => {
    const { second, sync } = repository()
    const { code, stderr } = await sync('--yes', '--deployed', second, '--enable', 'x')
    expect(stderr).toContain('no key pair "x"')
    expect(code).toBe(2)
    expect(await isEnabled('b')).toBe(true)
  })

  test('stays so when the YAML says that it is retired', async () => {
    const { second, sync } = repository()
    expect(await sync('--yes', '--deployed', second, '--enable', 'b')).toMatchObject({ code: 0 })
    expect(await isEnabled('b')).toBe(false)
  })
})
