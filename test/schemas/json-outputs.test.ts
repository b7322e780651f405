import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { defineCommands } from '../../scripts/define-commands.ts'
import type { Io } from '../../scripts/io.ts'
import { ajvOptions } from '../../tools/generate.ts'
import { root } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { readSchema } from './cases.ts'

/** Each command that prints JSON, and the schema of what it prints. */
const outputs: Record<string, { schema: string; args: string[] }> = {
  consent: { schema: 'consent-links', args: ['consent', 'demo'] },
  doctor: { schema: 'doctor', args: ['doctor', 'local', 'acme'] },
  drift: { schema: 'drift', args: ['drift', 'local', '--sample', '1'] },
  emulate: { schema: 'emulators', args: [] },
  'key list': { schema: 'key-list', args: ['key', 'list', 'local'] },
  merge: { schema: 'report', args: [] },
  plan: { schema: 'plan', args: ['plan', 'demo', '--base', 'HEAD'] },
  report: { schema: 'report', args: [] },
  'rotate status': { schema: 'rotation-status', args: ['rotate', 'status', 'demo'] },
  smoke: {
    schema: 'report',
    args: ['smoke', 'local', '--tenant', 'acme', '--quiet', '--shard', '1/1'],
  },
  validate: { schema: 'finding', args: ['validate', 'demo'] },
}

/** The commands whose help offers `--format json`. */
function commandsWithJson(): string[] {
  const program = new Command('ikctl')
  defineCommands(program, {} as Io, () => {})
  const visit = (command: Command, path: string[]): string[] => [
    ...(command.options.some(
      ({ long, description }) => long === '--format' && /\bjson\b/.test(description),
    )
      ? [path.join(' ')]
      : []),
    ...command.commands.flatMap((inner) => visit(inner, [...path, inner.name()])),
  ]
  return visit(program, [])
}

function expectToMatch(name: string, output: unknown): void {
  const validate = new Ajv2020(ajvOptions).compile(readSchema(name))
  expect(validate(output), JSON.stringify(validate.errors)).toBe(true)
  expect(output).toMatchObject({ schemaVersion: 1 })
  expect(Object.keys(output as object)[0]).toBe('schemaVersion')
}

test('every command that prints JSON is held to its schema here', () => {
  expect(commandsWithJson().sort()).toEqual(Object.keys(outputs).sort())
})

describe('what a command prints is what its schema says', () => {
  test.each(Object.entries(outputs).filter(([, { args }]) => args.length > 0))(
    '%s',
    async (_, { schema, args }) => {
      const env = { GITHUB_ACTIONS: '' }
      const folder = temporaryFolder()
      const run = await runInProcess(['-C', root, ...args, '--format', 'json'], {
        cwd: folder,
        env,
      })
      expect(run.code, run.stderr).toBeLessThan(2)
      expectToMatch(schema, JSON.parse(run.stdout))
      if (schema !== 'report') return
      const file = join(folder, 'report.json')
      await runInProcess([...['-C', root], ...args, '--format', `json=${file}`], {
        cwd: folder,
        env,
      })
      for (const command of ['report', 'merge']) {
        const again = await runInProcess([command, file, '--format', 'json'], { cwd: folder, env })
        expectToMatch('report', JSON.parse(again.stdout || JSON.stringify(again.stderr)))
      }
    },
  )

  test('emulate', async () => {
    const { access } = await runEmulate(root)
    expectToMatch('emulators', access)
  })

  test('validate --list-rules', async () => {
    const { stdout } = await runInProcess(['validate', '--list-rules', '--format', 'json'], {
      cwd: root,
    })
    expectToMatch('rules', JSON.parse(stdout))
  })
})
