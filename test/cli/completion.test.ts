import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import { root } from '../support/example-tree.ts'
import { hasProgram } from '../support/has-program.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const scripts = Object.fromEntries(
  await Promise.all(
    ['bash', 'zsh', 'fish'].map(async (shell) => {
      const { code, stdout } = await runInProcess(['completion', shell], { cwd: root })
      expect(code).toBe(0)
      return [shell, stdout] as const
    }),
  ),
)

/** Words before the cursor, and what a shell has to offer there (all of it, or some). */
const cases: [words: string, offered: string[], exactly?: boolean][] = [
  ['ikctl ', ['validate', 'rotate', 'smoke', 'completion']],
  ['ikctl ro', ['rotate'], true],
  ['ikctl rotate pro', ['promote', 'prove'], true],
  ['ikctl rotate promote ', ['local', 'demo', 'production'], true],
  ['ikctl validate demo pro', ['production'], true],
  ['ikctl rotate promote production ', ['2026-09', '2026-11'], true],
  ['ikctl smoke production --candidate 2026-1', ['2026-11'], true],
  ['ikctl consent production ac', ['acme'], true],
  ['ikctl consent ', ['verify', 'production']],
  ['ikctl consent verify pro', ['production'], true],
  ['ikctl smoke local --tenant t', ['tailspin-toys'], true],
  ['ikctl smoke --depth ', ['token', 'userinfo']],
  ['ikctl smoke --no', [], true],
  ['ikctl plan production --allow-tenants-', ['--allow-tenants-moved', '--allow-tenants-removed']],
  ['ikctl validate --format ', Object.keys(findingFormats)],
  ['ikctl -C other smoke ', ['staging'], true],
  ['ikctl completion ', ['bash', 'zsh', 'fish'], true],
  ['ikctl explain redirect-uri/fr', ['redirect-uri/fragment'], true],
]

/** How each shell is asked what it offers. */
const shells: Record<string, (words: readonly string[]) => string> = {
  bash: (words) => `COMP_WORDS=(${words.map(quote).join(' ')}) COMP_CWORD=${words.length - 1}
    _ikctl; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (words) => `words=(${words.map(quote).join(' ')}) CURRENT=${words.length}
    _ikctl`,
  fish: (words) => `complete -C ${quote(words.join(' '))} | string replace -r '\\t.*' ''`,
}

/** What has to be there before a script is read, and nothing but sed on the PATH: ikctl is not started. */
const surroundings: Record<string, [before: string, after: string]> = {
  bash: ['', 'PATH=$PWD/path'],
  zsh: [
    `compdef() { }; _files() { }; _describe() { print -l -- \${\${(P)2}%%:*} }`,
    'PATH=$PWD/path',
  ],
  fish: ['', ''],
}

describe.each(Object.keys(shells))('ikctl completion %s', (shell) => {
  test.skipIf(!hasProgram(shell, `completion in ${shell}`))('offers what may come next', () => {
    const folder = temporaryFolder({ 'other/config/staging/integration.yaml': '' })
    symlinkSync(join(root, 'config'), join(folder, 'config'))
    mkdirSync(join(folder, 'path'))
    symlinkSync('/bin/sed', join(folder, 'path/sed'))
    const [before, after] = surroundings[shell] ?? ['', '']
    const questions = cases.map(([line]) => `echo '== '; ${shells[shell]?.(line.split(' '))}`)
    const { stdout, stderr } = spawnSync(
      shell,
      ['-c', [before, scripts[shell], after, ...questions].join('\n')],
      { cwd: folder, encoding: 'utf8', env: { HOME: folder, PATH: process.env.PATH } },
    )
    expect(stderr).toBe('')
    const [, ...answers] = stdout.split('== \n')
    for (const [index, [line, offered, exactly = false]] of cases.entries()) {
      const typed = line.slice(line.lastIndexOf(' ') + 1)
      // zsh narrows down on its own.
      const said = (answers[index] ?? '')
        .split('\n')
        .filter((word) => word !== '' && word.startsWith(typed))
      if (exactly) expect(said.sort(), line).toEqual([...offered].sort())
      else expect(said, line).toEqual(expect.arrayContaining(offered))
    }
  })
})

describe.each(Object.keys(shells))('ikctl completion %s', (shell) => {
  test.skipIf(!hasProgram(shell, `completion in ${shell}`))('offers no command as a name', () => {
    const folder = temporaryFolder({
      'config/demo/tenants/acme.yaml': '',
      'config/demo/tenants/a$(touch x).yaml': '',
      'config/demo/tenants/a;id.yaml': '',
      'config/`id`/tenants/acme.yaml': '',
    })
    const [before] = surroundings[shell] ?? ['']
    const ask = (line: string) => shells[shell]?.(line.split(' '))
    const { stdout, stderr } = spawnSync(
      shell,
      ['-c', [before, scripts[shell], ask('ikctl smoke '), ask('ikctl consent demo ')].join('\n')],
      { cwd: folder, encoding: 'utf8', env: { HOME: folder, PATH: process.env.PATH } },
    )
    expect(stderr).toBe('')
    expect(stdout.split('\n').filter(Boolean)).toEqual(['demo', 'acme'])
  })
})

describe('ikctl completion', () => {
  test('leaves files to the shell', () => {
    const places = [
      'ikctl merge ',
      'ikctl smoke local --key-file ',
      'ikctl plan x --format json = ',
    ]
    for (const line of places) {
      const words = line.split(' ').map(quote).join(' ')
      const { status, stdout } = spawnSync(
        'bash',
        ['-c', `${scripts.bash}\nset -- ${words}; shift; __ikctl "$@"`],
        { encoding: 'utf8' },
      )
      expect([line, status, stdout]).toEqual([line, 1, ''])
    }
  })

  test('in bash, an equals sign has a file behind it after a value, a value after an option', () => {
    const ask = (line: string) => {
      const words = line.split(' ')
      const { stdout } = spawnSync('bash', ['-c', `${scripts.bash}\n${shells.bash?.(words)}`], {
        ...{ cwd: root, encoding: 'utf8' },
      })
      return stdout.split('\n').filter(Boolean)
    }
    expect(ask('ikctl validate --format sarif =')).toEqual([])
    expect(ask('ikctl validate --format =')).toContain('sarif')
  })

  test('knows its shells', async () => {
    const { code, stderr } = await runInProcess(['completion', 'ksh'], { cwd: root })
    expect(code).toBe(2)
    expect(stderr).toContain('allowed choices are bash, zsh, fish')
  })
})

// --- internal ---

function quote(word: string): string {
  return `'${word}'`
}
