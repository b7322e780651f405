import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const path = process.env.IKCTL_CHROMIUM ?? '/usr/bin/chromium'

/** Whether there is a browser; says in one line that its tests are skipped when there is none. */
export function hasBrowser(): boolean {
  if (existsSync(path)) return true
  process.stderr.write(`skipped: there is no browser at ${path} (IKCTL_CHROMIUM names one)\n`)
  return false
}

/**
 * Starts the browser, without a window and without a network of its own: pages reach only what the
 * test serves, or loopback. Start one for a whole test file, and close it when the file is done.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost, EXCLUDE 127.0.0.1'],
  })
}
