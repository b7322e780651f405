import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** Where the stand-in listens, and the certificate to trust. */
export interface Stub {
  url: string
  ca: string
}

/** Runs the stand-in for Docusign's OAuth server in a process of its own. */
export async function withStub<T>(
  latencyMs: number,
  measure: (stub: Stub) => Promise<T>,
): Promise<T> {
  const stub = fork(join(import.meta.dirname, 'smoke-stub.ts'), {
    env: { ...process.env, LATENCY_MS: String(latencyMs) },
  })
  const address = await ready(stub)
  try {
    return await measure(address)
  } finally {
    stub.disconnect()
  }
}

// --- internal ---

function ready(stub: ChildProcess): Promise<Stub> {
  return new Promise((resolve, reject) => {
    stub.once('message', (message) => resolve(message as Stub))
    stub.once('error', reject)
    stub.once('exit', () => reject(new Error('the stub server did not start')))
  })
}
