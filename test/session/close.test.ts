import { expect, test, vi } from 'vitest'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { openSession } from '../../src/session/open-session.ts'
import { caught } from '../support/caught.ts'
import { smokeEnvironment } from '../support/smoke-environment.ts'

function open(close: () => Promise<void>) {
  const services = {
    platform: oauthPlatform('demo'),
    azure: () => Promise.reject(new Error('not asked for')),
    signingVault: '',
    settingsVault: '',
    close,
  }
  const options = { now: Date.now, signal: new AbortController().signal }
  return openSession(smokeEnvironment([]), services, options)
}

test('closing ends although something does not close', async () => {
  vi.useFakeTimers()
  try {
    let isClosed = false
    const closing = open(() => new Promise(() => {}))
      .close()
      .then(() => {
        isClosed = true
      })
    await vi.advanceTimersByTimeAsync(4_999)
    expect(isClosed).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await closing
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

test('what fails to close is an error, after everything else was closed', async () => {
  const error = new Error('does not close')
  const session = open(() => Promise.reject(error))
  session.oauthClient()
  expect(await caught(() => session.close())).toBe(error)
})
