import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Starts a TypeScript file beside this one as a process that ends with this one. */
export function forkScript(path: string, args: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(path, import.meta.url)), args, {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  })
}

/** @throws when the process ends instead. */
export async function firstMessage<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnargs.at(-1)} ended with exit code ${code}`)
  })
  const [message] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  return message as T
}

/** Lets a process end on its own, which it does when nobody can talk to it any more. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.disconnect()
  await ended
}
