import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { defineCommands } from '../../scripts/define-commands.ts'
import { logOutput } from '../../scripts/output/log-output.ts'
import { exampleTree } from '../support/example-tree.ts'
import { commandsIn, hostile } from '../support/log-commands.ts'
import { runInProcess } from '../support/run-in-process.ts'

function capture() {
  let text = ''
  const output = logOutput({
    write(part) {
      text += part
    },
  })
  return { output, text: () => text }
}

describe('logOutput', () => {
  test.each([
    ...hostile,
    'a\r::error::x',
    'a\r\n \t::error::x',
    '\u0085::error::x',
    'a ##[command]x',
    '\u001b]0;title\u0007',
    'section_end:1:a\r\u001b[0K',
    ':::error::x',
  ])('takes the power from %j, however it is cut', (text) => {
    for (let at = 0; at <= text.length; at += 1) {
      const { output, text: written } = capture()
      output.write(text.slice(0, at))
      output.write(text.slice(at))
      expect(commandsIn(written())).toEqual([])
    }
  })

  test('keeps everything else, colours among it', () => {
    const { output, text } = capture()
    const kept = 'a::b #[x] ## y\n\u001b[31mred\u001b[0m\r\u001b[K\tend: é ✓\n'
    output.write(kept)
    expect(text()).toBe(kept)
  })

  test('lets the command of a format pass, and none within it or beside it', () => {
    const { output, text } = capture()
    output.writeCommands?.(
      '::error file=a,line=1::x ##[group]y\n##vso[task.logissue type=error;]z ##vso[task.setvariable]\n##vso[build.addbuildtag]a\n::set-env name=A::b\n',
    )
    expect(text()).toBe(
      '::error file=a,line=1::x ## [group]y\n##vso[task.logissue type=error;]z ##vso [task.setvariable]\n##vso [build.addbuildtag]a\n: :set-env name=A::b\n',
    )
  })
})

/** How commands are called on files that are refused; on those that are valid: `hostile-output.test.ts`. */
const calls: Record<string, string[][]> = {
  validate: [
    ['validate', '--no-cache'],
    ...['json', 'sarif', 'markdown', 'concise', 'junit', 'gitlab'].map((format) => [
      ...['validate', '--no-cache', '--format', format],
    ]),
    ['validate', '--list-files'],
    ['validate', '--fix', '--dry-run'],
    ['validate', hostile[0] ?? ''],
  ],
  'rotate status': [
    ['rotate', 'status', 'local'],
    ['rotate', 'status', 'local', '--format', 'json'],
  ],
  consent: [
    ['consent', 'local'],
    ['consent', 'local', hostile[0] ?? ''],
  ],
}

describe('every command', () => {
  function commandNames(): string[] {
    const program = new Command('ikctl')
    const io = { env: {}, cwd: '/', stdout: { write() {} }, stderr: { write() {} } }
    defineCommands(program, io as never, () => {})
    const names = (command: Command, prefix: string): string[] =>
      command.commands.flatMap((child) => {
        const name = `${prefix}${child.name()}`
        return child.commands.length > 0 ? [name, ...names(child, `${name} `)] : [name]
      })
    return names(program, '')
  }

  function hostileTree(): string {
    const folder = exampleTree()
    const name = hostile.join(' ')
    for (const environment of ['local', 'production']) {
      const path = join(folder, 'config', environment, 'tenants/acme.yaml')
      const text = readFileSync(path, 'utf8')
        .replace(/^name: .*/m, `name: ${JSON.stringify(name)}`)
        .replace(/^status: live/m, `status: live # ${name}`)
      writeFileSync(path, text)
    }
    writeFileSync(
      join(folder, 'config', 'local', '##vso[task.complete]a.yaml'),
      `${hostile.join('\n')}\n`,
    )
    return folder
  }

  test.each(commandNames())(
    '%s prints no command of a log, whatever it is given',
    async (command) => {
      const cwd = hostileTree()
      const given = hostile.map((text) => [...command.split(' '), text, text, text])
      for (const args of [
        ...(calls[command] ?? []),
        ...given,
        [...command.split(' '), '--format', hostile[0] ?? ''],
        [...command.split(' '), '-C', hostile[1] ?? ''],
      ]) {
        const { stdout, stderr } = await runInProcess(args, {
          cwd,
          signal: AbortSignal.abort('SIGINT'),
        })
        expect(commandsIn(stdout + stderr)).toEqual([])
      }
    },
  )
})
