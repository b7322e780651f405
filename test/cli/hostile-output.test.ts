import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { defineCommands } from '../../scripts/define-commands.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { exampleTree } from '../support/example-tree.ts'
import { commandsIn, hostile } from '../support/log-commands.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

/** All at once, at the beginning of lines and within them. */
const text = `a\n${hostile.join('\n')}\r::error::x\u001b]0;b\u0007`
const line = hostile.join(' ')

/** How each command is called where every text that is free is hostile; FORMAT stands for each of its formats. */
const calls: Record<string, string[][]> = {
  validate: [
    ['--no-cache', '--format', 'FORMAT'],
    ['--list-files'],
    ['--timings'],
    ['--fix', '--dry-run'],
    ['--stdin-file-name', 'config/local/tenants/acme.yaml'],
    ['--changed-since', line],
  ],
  explain: [[line]],
  plan: [
    ['local', '--base', 'main', '--format', 'FORMAT'],
    ['local', '--base', 'main', '--redact'],
    ['local', '--base', line],
    [line, '--base', 'main'],
  ],
  smoke: [
    ['local', '--quiet', '--format', 'FORMAT'],
    ['local', '--tenant', line],
    ['local', '--label', `region=${line}`],
    ['local', '--candidate', line],
  ],
  report: [['reports/local.json', '--verbose', '--format', 'FORMAT'], ['rows.csv'], [line]],
  merge: [
    ['reports/local.json', '--format', 'FORMAT'],
    ['rows.csv', line],
  ],
  doctor: [
    ['local', 'acme', '--format', 'FORMAT'],
    ['local', line],
    ['local', 'acme', '--role', line],
  ],
  drift: [['local', '--format', 'FORMAT']],
  emulate: [['local', '--format', 'FORMAT']],
  probe: [
    ['local', '--listen', '127.0.0.1:0'],
    ['local', '--listen', line],
  ],
  lsp: [[], [line]],
  rehearse: [['local'], [line]],
  init: [['new', '--dry-run', '--product', line], ['--check'], ['--upgrade'], [line]],
  'tenant cutover': [['local'], [line], ['local', '--allow-unproven-cutover', line]],
  'tenant add': [
    ['local', 'new', '--name', text, '--account', line, '--user', line, '--dry-run'],
    ['local', line, '--name', text],
  ],
  'tenant status': [
    ['local', 'acme', 'suspended', '--dry-run'],
    ['local', line, 'live'],
  ],
  'tenant sync': [
    ['local', '--from', 'rows.csv', '--dry-run'],
    ['local', '--from', 'wrong.csv'],
    ['local', '--from', 'rows.csv', '--column', line],
  ],
  'tenant import-legacy': [
    ['local', '--from', 'rows.csv', '--dry-run'],
    ['local', '--from', line],
  ],
  consent: [
    ['local', '--format', 'FORMAT'],
    ['local', line],
    ['local', 'acme'],
  ],
  'consent verify': [['local', '--state-key', 'rows.csv', '--used', 'used', '--state', line]],
  'consent state-key': [[]],
  'key list': [['local', '--format', 'FORMAT']],
  'key public': [['local'], ['local', line]],
  'key import': [
    ['local', '2026-09', '--file', line],
    ['local', line, '--file', 'rows.csv'],
  ],
  'key sync': [['local']],
  'key evidence': [['local'], [line]],
  'key client-secret': [
    ['local', line],
    ['local', 'one'],
  ],
  'key hmac': [
    ['local', line],
    ['local', 'one'],
  ],
  'rotate status': [['local', '--format', 'FORMAT']],
  'rotate start': [
    ['local', 'next', '--dry-run'],
    ['local', line],
  ],
  'rotate stage': [['local'], ['local', line], ['local', '--docusign-id', line]],
  'rotate promote': [
    ['local', '--dry-run'],
    ['local', line],
  ],
  'rotate rollback': [
    ['local', '--dry-run'],
    ['local', line],
  ],
  'rotate prove': [
    ['local', '2026-09', '--dry-run'],
    ['local', line],
  ],
  'rotate retire': [
    ['local', 'old', '--interval', '0', '--attempts', '3'],
    ['local', line],
  ],
  'rotate withdraw': [
    ['local', 'old', '--dry-run'],
    ['local', line],
  ],
  'rotate compromise': [
    ['local', '2026-09', '--reason', text, '--dry-run'],
    ['local', 'old', '--reason', text, '--dry-run'],
    ['local', line, '--reason', text],
  ],
  'rotate adopt': [
    ['local', 'other', '--key', line],
    ['local', line, '--key', line],
  ],
  completion: [['bash'], [line]],
}

/** What runs until it is interrupted. */
const endless = ['emulate', 'probe', 'rehearse']

/** Commands whose lines in these formats are meant for the log. */
const ownFormats = ['auto', 'github', 'azure']

function leaves(): string[] {
  const program = new Command('ikctl')
  const io = { env: {}, cwd: '/', stdout: { write() {} }, stderr: { write() {} } }
  defineCommands(program, io as never, () => {})
  const names = (command: Command, prefix: string): string[] =>
    command.commands.flatMap((child) => {
      const name = `${prefix}${child.name()}`
      const below = names(child, `${name} `)
      // A group that only lists its commands prints its help.
      return child.commands.length === 0 || child.registeredArguments.length > 0
        ? [name, ...below]
        : below
    })
  return names(program, '')
}

/** A repository whose configuration is valid, and hostile wherever people write what they like. */
function hostileRepository() {
  const folder = exampleTree()
  const path = (file: string) => join(folder, 'config/local', file)
  const change = (file: string, edit: (value: Record<string, unknown>) => void, comment = '') => {
    const value = parse(readFileSync(path(file), 'utf8')) as Record<string, unknown>
    edit(value)
    writeFileSync(path(file), `${stringify(value)}${comment}`)
  }
  change('tenants/acme.yaml', (tenant) => {
    tenant.name = text
    tenant.labels = { region: line }
  })
  change('tenants/proseware.yaml', (tenant) => {
    tenant.knownFailure = { class: 'consent_required', reason: text, until: '9999-12-31' }
  })
  change('integration.yaml', (integration) => {
    Object.assign(integration.managementAccount as object, { name: text })
  })
  change(
    'key-pairs.yaml',
    ({ keyPairs }) => {
      const since = { staged: '2026-01-01T00:00:00Z', compromised: '2026-02-01T00:00:00Z' }
      const old = { state: 'compromised', reason: text, origin: 'vault', custody: 'key', since }
      Object.assign(keyPairs as object, { old })
    },
    `# ${line}\n`,
  )
  const { git } = gitRepository({ folder })
  git('add', '--all')
  git('commit', '--quiet', '--message', 'A revision')
  change('tenants/acme.yaml', (tenant) => {
    tenant.name = `${text}2`
    tenant.labels = { region: `${line}2`, tier: text }
  })
  change('integration.yaml', (integration) => {
    Object.assign(integration.managementAccount as object, { name: `${text}2` })
  })
  writeFileSync(
    join(folder, 'rows.csv'),
    `id,name,label.team\nacme,"${text.replaceAll('"', '')}","${line}"\n"${line}",x,y\n`,
  )
  writeFileSync(join(folder, 'wrong.csv'), `id,"${line}"\nacme,x\n`)
  return folder
}

test('every command is called here', () => {
  expect(Object.keys(calls).sort()).toEqual(leaves().sort())
})

test('no command prints a command of a log, in any format, whatever is written in valid files', async () => {
  const cwd = hostileRepository()
  const { env } = await runEmulate(cwd)
  const formats = new Set<string>()
  let shown = 0
  const check = async (args: string[], more: Record<string, string> = {}) => {
    const isEndless = endless.includes(args[0] ?? '')
    const run = await runInProcess(args, {
      ...{ cwd, env: { ...env, ...more }, stdin: `${line}\n` },
      ...(isEndless && { signal: AbortSignal.abort('SIGINT') }),
    })
    const output = run.stdout + run.stderr
    const format = args[args.indexOf('--format') + 1] ?? ''
    const isCi = more.GITHUB_ACTIONS !== undefined || more.TF_BUILD !== undefined
    const own = isCi || ownFormats.includes(format)
    expect(run.code, `${args.join(' ')}: ${output}`).not.toBe(70)
    expect(commandsIn(output, { own }), args.join(' ')).toEqual([])
    if (output.includes('add-mask')) shown += 1
    return output
  }
  await check(['smoke', 'local', '--quiet'])
  for (const [command, variants] of Object.entries(calls)) {
    for (const variant of variants) {
      const args = [...command.split(' '), ...variant]
      if (!args.includes('FORMAT')) {
        await check(args)
        continue
      }
      const said = await check(args.map((each) => (each === 'FORMAT' ? 'none' : each)))
      const [, known = ''] = /unknown format "none": use (.*)/.exec(said) ?? []
      expect(known.split(', ').length, command).toBeGreaterThan(1)
      for (const format of known.split(', ')) {
        formats.add(`${command} ${format}`)
        await check(args.map((each) => (each === 'FORMAT' ? format : each)))
      }
    }
  }
  const inActions = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') }
  for (const args of [
    ['validate'],
    ['plan', 'local', '--base', 'main'],
    ['smoke', 'local', '--tenant', 'acme'],
    ['report', 'reports/local.json'],
    ['validate', line],
  ]) {
    await check(args, inActions)
    await check(args, { TF_BUILD: 'True' })
    await check(args, { GITLAB_CI: 'true' })
  }
  expect(formats.size).toBeGreaterThan(50)
  // They are shown, without their power.
  expect(shown).toBeGreaterThan(60)
})
