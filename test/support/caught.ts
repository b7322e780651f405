import { expect } from 'vitest'

/** What an action throws or rejects with; fails the test when it does neither. */
export async function caught(action: () => unknown): Promise<unknown> {
  try {
    await action()
  } catch (error) {
    return error
  }
  return expect.unreachable('nothing was thrown')
}
