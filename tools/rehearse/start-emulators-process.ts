import { readFileSync, writeFileSync } from 'node:fs'
import type { RehearsalEmulators } from '../../scripts/rehearsal/rehearsal.ts'
import { RehearsalFailed } from '../../scripts/rehearsal/rehearsal-failed.ts'
import { createHttpsExchange, type HttpsExchange } from '../../src/docusign/https-exchange.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { endProcess, firstMessage, forkScript } from './child-process.ts'

/** The emulators of a rehearsal, in a process of their own. */
export interface RunningEmulators extends RehearsalEmulators {
  /** How many token requests Docusign answered, by outcome. */
  tokenRequests(): Promise<Record<string, number>>
  /** Sets how far Docusign and both vaults are ahead of the real clock. */
  setClock(offsetMs: number): Promise<void>
  close(): Promise<void>
}

/**
 * Starts a process with the emulators of an environment.
 *
 * @param accessFile is written.
 */
export async function startEmulatorsProcess(
  directory: string,
  environment: string,
  { integrationKey, accessFile }: { integrationKey: string; accessFile: string },
): Promise<RunningEmulators> {
  const child = forkScript('./emulators-process.ts', [directory, environment])
  const access = await firstMessage<EmulatorAccess>(child)
  writeFileSync(accessFile, JSON.stringify(access), { mode: 0o600 })
  const ca = readFileSync(access.certificateAuthority, 'utf8')
  const { docusign, keyVault } = access
  const origins = [docusign.url, keyVault.url, keyVault.settingsUrl]
  const exchanges = new Map(origins.map((origin) => [origin, open(origin, ca)]))

  const send = async (method: string, origin: string, path: string, body?: unknown) => {
    const answer = await exchanges.get(origin)?.send({
      ...{ method, path: `/emulator${path}` },
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (answer?.ok && answer.status === 200) return JSON.parse(answer.body) as unknown
    throw new RehearsalFailed(
      `${method} ${origin}${path}: ${answer?.ok ? answer.body : answer?.code}`,
    )
  }
  const keyPairs = `/integration-keys/${integrationKey}/key-pairs`
  return {
    access,
    accessFile,
    async upload(publicKey) {
      const made = await send('POST', docusign.url, keyPairs, { publicKey })
      return (made as { id: string }).id
    },
    async remove(keyPair) {
      await send('DELETE', docusign.url, `${keyPairs}/${keyPair}`)
    },
    async tokenRequests() {
      const counts = (await send('GET', docusign.url, '/requests')) as Record<string, object>
      return { ...counts.token }
    },
    async setClock(offsetMs) {
      await Promise.all(origins.map((origin) => send('PUT', origin, '/clock', { offsetMs })))
    },
    async close() {
      await Promise.all([...exchanges.values()].map((exchange) => exchange.close()))
      await endProcess(child)
    },
  }
}

// --- internal ---

function open(origin: string, ca: string): HttpsExchange {
  const timeouts = { connectMs: 10_000, headersMs: 10_000, bodyMs: 10_000 }
  return createHttpsExchange({ origin, ca, connections: 1, timeouts })
}
