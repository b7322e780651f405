import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './example-tree.ts'

/** A command of `ikctl` as a page shows it. */
export interface PageCommand {
  args: string[]
  /** What stands before it, such as `IKCTL_EMULATORS=emulators.json`. */
  env: Record<string, string>
}

/** The commands in the examples of a page of `docs/`, in their order. */
export function pageCommands(page: string): PageCommand[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8')
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  return blocks.flatMap((block) =>
    block.split('\n').flatMap((line) => {
      const [, env = '', args] = /^((?:[A-Z_]+=\S+ )*)ikctl (.*?)(?: &)?$/.exec(line) ?? []
      if (args === undefined) return []
      const entries = env
        .trim()
        .split(' ')
        .filter((one) => one !== '')
      return [
        {
          args: args.split(' '),
          env: Object.fromEntries(entries.map((entry) => entry.split('='))),
        },
      ]
    }),
  )
}
