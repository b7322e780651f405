import { Command } from 'commander'
import { expect, test } from 'vitest'
import { defineCommands } from '../../scripts/define-commands.ts'
import { displayWidth } from '../../src/text/display-width.ts'
import { runInProcess } from '../support/run-in-process.ts'

/** Every command, as it is called: `rotate stage`. */
function commands(program: Command, prefix: string[] = []): string[][] {
  return program.commands.flatMap((command) => {
    const path = [...prefix, command.name()]
    return [path, ...commands(command, path)]
  })
}

const program = new Command()
defineCommands(program, { cwd: '/' } as Parameters<typeof defineCommands>[1], () => {})

test.each([[], ...commands(program)].map((path) => [path]))(
  'fits on a terminal of 80 columns: ikctl %j --help',
  async (path) => {
    const { code, stdout } = await runInProcess([...path, '--help'], { cwd: '/' })
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([])
  },
)
