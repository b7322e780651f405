import { onTestFinished } from 'vitest'
import { simulatedLogin } from './simulated-login.ts'

export * from './simulated-login.ts'

/** A login in simulated time that is closed with the test. */
export function simulateLogin(...options: Parameters<typeof simulatedLogin>) {
  const simulated = simulatedLogin(...options)
  onTestFinished(() => simulated.login.close())
  return simulated
}
