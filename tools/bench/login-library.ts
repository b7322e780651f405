import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { assembleLogin } from '../../src/login/create-login.ts'
import { settingsFor, userId } from '../../test/login/support/simulated-login.ts'
import { type Soak, soak } from '../../test/login/support/soak.ts'

/** An hour of simulated time with faults that come and go; see `test/login/soak.test.ts`. */
export async function measureSoak(): Promise<Soak & { minutes: number }> {
  const minutes = 60
  const seen = await soak({ minutes, users: 200, everyMs: 1_000, lifetime: 300, seed: 1 })
  return { minutes, ...seen }
}

/** What a kept user takes in memory, beside the text of its token, in bytes. */
export async function measureBytesPerUser(users = 20_000): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const signer = {
    thumbprint: '',
    alg: 'RS256' as const,
    publicJwk: async () => ({ kty: 'RSA' as const, n: 'AQAB', e: 'AQAB' }),
    sign: async () => Buffer.from('signature'),
  }
  const tokenLength = 1_000
  const login = assembleLogin(
    {
      settings: async () => settingsFor('a'),
      credential: { getToken: async () => null },
      maxUsers: users,
    },
    {
      openSigner: async () => signer,
      openClient: async () => ({
        requestToken: async () => ({
          ok: true,
          accessToken: randomBytes(tokenLength / 2).toString('hex'),
          expiresIn: 3600,
        }),
        userInfo: () => Promise.reject(new Error('not asked for')),
        close: async () => {},
      }),
    },
  )
  const ask = async (from: number, to: number) => {
    for (let n = from; n < to; n++) await login.getAccessToken(userId(n))
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = await ask(0, 1_000)
  const after = await ask(1_000, users)
  await login.close()
  return (after - before) / (users - 1_000) - tokenLength
}
