import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'
import { installPacked } from '../support/packed-package.ts'
import type { Run } from '../support/run-ikctl.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Without a terminal nobody is asked: the answers come as options. */
const answers =
  '--product contoso-sign --integration-key 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90' +
  ' --management-account 0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77' +
  ' --canary-user 64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48 --contact admins@contoso.example' +
  ' --redirect-uri https://app.contoso.example/docusign/consented'

/** The commands of a section of a page, line by line. */
function commandsOf(page: string, section: string): string[] {
  const [, body = ''] = page.split(`\n## ${section}\n`)
  const [, block = ''] = /^```bash\n([\s\S]*?)^```$/m.exec(body.split('\n## ')[0] ?? '') ?? []
  expect(block, `"${section}" has commands`).not.toBe('')
  return block.trimEnd().split('\n')
}

/** Somebody who types commands, one after the other, and goes from folder to folder. */
function somebody(start: string) {
  let cwd = start
  const parent = resolve(start, '..')
  const run = async (line: string): Promise<Run> => {
    const child = spawn('bash', ['-c', line], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', IKCTL_EMULATORS: '', npm_config_offline: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const code = await new Promise<number | null>((done) => child.once('close', done))
    return { code, stdout, stderr }
  }
  return async (line: string): Promise<Run> => {
    const good = { code: 0, stdout: '', stderr: '' }
    if (line.startsWith('cd ')) {
      cwd = resolve(cwd, line.slice('cd '.length))
      expect(cwd.startsWith(parent)).toBe(true)
      return good
    }
    if (line === 'npm install') {
      // No network here: what npm would unpack and fetch is linked from this checkout.
      const { dependencies } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'))
      installPacked(join(cwd, dependencies.ikctl.replace(/^file:/, '')), cwd)
      for (const name of Object.keys(dependencies)) {
        expect(existsSync(join(cwd, 'node_modules', name)), name).toBe(true)
      }
      return good
    }
    return run(line.includes(' init ') ? `${line} ${answers}` : line)
  }
}

test('from an empty folder to a caught mistake, by the steps of the READMEs', async () => {
  const folder = temporaryFolder()
  const checkout = join(folder, 'ikctl')
  mkdirSync(checkout)
  for (const name of [
    'dist',
    'docs',
    'schemas',
    'deploy',
    'package.json',
    'README.md',
    'LICENSE',
  ]) {
    cpSync(join(root, name), join(checkout, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
  const type = somebody(checkout)
  const outputs: string[] = []
  for (const line of commandsOf(
    readFileSync(join(root, 'README.md'), 'utf8'),
    'A repository of your own',
  )) {
    const { code, stdout, stderr } = await type(line)
    expect(code, `${line}\n${stdout}${stderr}`).toBe(0)
    outputs.push(stdout)
  }
  expect(outputs.join('')).toContain('no problems: 9 files, 4 tenants checked\n')
  expect(outputs.at(-1)).toContain('local: passed. Every expected login succeeded.\n')

  const repository = join(folder, 'contoso-docusign')
  const again = await type('npm run --silent ikctl -- init ../other')
  expect(again.stderr).toContain('this ikctl is installed, not a checkout')
  expect(again.code).toBe(2)
  expect(existsSync(join(folder, 'other'))).toBe(false)

  const readme = readFileSync(join(repository, 'README.md'), 'utf8')
  for (const [, link = ''] of readme.matchAll(/\]\((?!https:)([^)]+)\)/g)) {
    expect(existsSync(join(repository, link)), link).toBe(true)
  }
  const [keep, make, find, fix, proof, ...more] = commandsOf(readme, 'A mistake is found')
  expect(more).toEqual([])
  expect(await type(keep ?? '')).toMatchObject({ code: 0, stderr: '' })
  expect(await type(make ?? '')).toMatchObject({ code: 0, stderr: '' })
  const found = await type(find ?? '')
  expect(found.stdout).toContain('config/local/tenants/acme.yaml:7:12 error [tenant/id-mixup]\n')
  expect(found.stdout).toContain('\n1 error, 0 warnings: ')
  expect(found.code).toBe(1)
  expect(await type(fix ?? '')).toMatchObject({ code: 0, stderr: '' })
  expect((await type(proof ?? '')).stdout).toContain('no problems: ')
  expect(commandsOf(readme, 'Try it')).toEqual([
    'npm install',
    'npm run ikctl -- validate',
    'npm run ikctl -- smoke local',
  ])
})
