// A planned rotation and an emergency on loopback, told step by step: `npm run rehearse`. Exit code 0 only
// when every step did what it must, 1 when one did not.
import { parseArgs } from 'node:util'
import { exitCodes } from '../scripts/exit-codes.ts'
import { wantsColour } from '../scripts/io.ts'
import { RehearsalFailed } from '../scripts/rehearsal/rehearsal-failed.ts'
import { createTeller } from '../scripts/rehearsal/teller.ts'
import { readStdin } from '../scripts/terminal/read-stdin.ts'
import { replaceFile } from '../src/files/replace-file.ts'
import { wrap } from '../src/text/wrap.ts'
import { describeResult } from './rehearse/describe-result.ts'
import { hasPulumi, pulumiExecutable } from './rehearse/pulumi-command.ts'
import { rehearse } from './rehearse/rehearse.ts'

const usage = `usage: npm run rehearse -- [--tenants N] [--no-engine] [--result FILE]

  --tenants N    how many log in meanwhile, 1 to 2000 (default: 500)
  --no-engine    do without Pulumi, also where it is installed
  --result FILE  write what was seen as JSON
`
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Not once: tsx passes on what the terminal has sent to both, and the second must not end the clean-up.
  process.on(signal, () => stop.abort(signal))
}
process.exitCode = await main()

async function main(): Promise<number> {
  const { stdout, stderr, env } = process
  const options = readOptions()
  if (options === undefined) {
    stderr.write(usage)
    return exitCodes.usage
  }
  const io = {
    ...{ stdout, stderr, env, signal: stop.signal },
    readStdin: () => readStdin(stop.signal),
    cwd: process.cwd(),
    now: Date.now,
  }
  const tell = createTeller((text) => stdout.write(text), wantsColour(io, stdout))
  const engine = options.engine && hasPulumi()
  if (options.engine && !engine) {
    const why = `Without Pulumi: no ${pulumiExecutable} ("npx pulumi version" gets it).`
    tell.lines([...wrap(why, 80), ''])
  }
  try {
    const result = await rehearse({ tenants: options.tenants, engine, tell, io })
    tell.lines(describeResult(result))
    if (options.result !== undefined) {
      replaceFile(options.result, `${JSON.stringify(result, null, 2)}\n`)
    }
    return result.problems.length > 0 ? exitCodes.problems : exitCodes.good
  } catch (error) {
    if (stop.signal.aborted) return exitCodes.incomplete
    if (!(error instanceof RehearsalFailed)) throw error
    stderr.write(`\nThe rehearsal failed: ${error.message}\n`)
    return exitCodes.problems
  }
}

/** @returns undefined for arguments that make no sense. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        tenants: { type: 'string', default: '500' },
        'no-engine': { type: 'boolean', default: false },
        result: { type: 'string' },
      },
    })
    const tenants = /^[1-9]\d{0,3}$/.test(values.tenants) ? Number(values.tenants) : 0
    if (tenants === 0 || tenants > 2000) return undefined
    return { tenants, engine: !values['no-engine'], result: values.result }
  } catch {
    return undefined
  }
}
