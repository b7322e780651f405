import { spawn } from 'node:child_process'
import { UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/**
 * Opens an address in the browser of anyone who sits at this machine. No shell is involved: an address
 * is full of what shells act upon.
 *
 * @param url an https address that this program made.
 * @throws {UsageError} when there is nothing to open it with.
 */
export async function openInBrowser(
  url: string,
  { env }: Pick<Io, 'env'>,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  if (new URL(url).protocol !== 'https:') throw new TypeError('only https addresses are opened')
  const [command, ...args] = openers[platform] ?? ['xdg-open']
  const child = spawn(command, [...args, url], { env, stdio: 'ignore', detached: true })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', () =>
      reject(
        new UsageError(`cannot open a browser: there is no ${command}; open the link yourself`),
      ),
    )
  })
  child.unref()
}

// --- internal ---

const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` is a word of the shell.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}
