import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { ajvOptions } from '../../tools/generate.ts'
import { edit, exampleTree, root } from '../support/example-tree.ts'
import { runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('ikctl validate', () => {
  test('finds nothing wrong with the example environments', async () => {
    const { code, stdout, stderr } = await runIkctl(['validate'], { cwd: root })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/\d+ files, 23 tenants checked\n$/)
    expect(code).toBe(0)
  })

  test('reports ten different mistakes at their exact places', async () => {
    const folder = exampleTree()
    const local = join(folder, 'config/local')
    edit(join(local, 'integration.yaml'), /platform: emulator.*/, 'platform: staging')
    edit(join(local, 'integration.yaml'), 'redirectUris:', 'redirectUri:')
    edit(join(local, 'key-pairs.yaml'), 'state: active', 'state: "active')
    edit(join(local, 'tenants/acme.yaml'), 'status: live', 'status: live\nstatus: suspended')
    edit(join(local, 'tenants/adatum.yaml'), /name: .*/, 'name: 0x10')
    edit(join(local, 'tenants/alpine-ski-house.yaml'), /account: .*/, 'account: &a not-a-guid')
    edit(join(local, 'tenants/bellows-college.yaml'), 'labels:', 'label:')
    edit(join(local, 'tenants/blue-yonder.yaml'), /users:\n.*/, 'users: {}')
    writeFileSync(join(local, 'tenants/coho-winery.yml'), '')
    rmSync(join(local, 'tenants/fabrikam.yaml'))
    writeFileSync(join(local, 'tenants/fabrikam.yaml'), Buffer.from([0x66, 0xff]))

    const { code, stdout } = await runInProcess(['validate', 'local', '--format', 'concise'], {
      cwd: folder,
    })
    expect(stdout.split('\n').map((line) => line.replace(/^config\/local\//, ''))).toEqual([
      'integration.yaml:4:11: error "platform" is "staging", but must be one of production, demo, emulator [schema/value]',
      'integration.yaml:13:1: error unknown property "redirectUri", did you mean "redirectUris"? [schema/unknown-property]',
      'key-pairs.yaml:5:12: error the quote " is not closed [yaml/syntax]',
      'tenants/acme.yaml:4:1: error the key "status" stands here a second time [yaml/duplicate-key]',
      'tenants/adatum.yaml:2:7: error "name" must be a string, but YAML reads 0x10 as the number 16 [yaml/unquoted]',
      'tenants/alpine-ski-house.yaml:4:10: error the anchor "&a" is not used here [yaml/anchor]',
      'tenants/alpine-ski-house.yaml:4:13: error "account" is "not-a-guid", but must be the API Account ID, a GUID such as 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90 [schema/value]',
      'tenants/bellows-college.yaml:9:1: error unknown property "label", did you mean "labels"? [schema/unknown-property]',
      'tenants/blue-yonder.yaml:5:8: error "users" must have at least 1 entry [schema/value]',
      'tenants/coho-winery.yml: error the file "local/tenants/coho-winery.yml" is not a file that ikctl reads, rename it to "coho-winery.yaml" [config/unknown-file]',
      'tenants/fabrikam.yaml:1:2: error the file is not valid UTF-8 [yaml/encoding]',
      '',
    ])
    expect(code).toBe(1)
  })

  test('says what it looked for when there is nothing to check', async () => {
    const folder = temporaryFolder()
    const { code, stdout, stderr } = await runInProcess(['validate'], { cwd: folder })
    expect(stdout).toBe('')
    expect(stderr).toContain(`there are no files in ${join(folder, 'config')}`)
    expect(stderr).toContain('looked for config/<environment>/integration.yaml')
    expect(code).toBe(2)
  })

  test.each([
    [['validate', 'demmo'], 'did you mean "demo"?'],
    [['validate', '--format', 'yaml'], 'unknown format "yaml": use auto, human, concise, json'],
    [['validate', '--format', 'json', '--format', 'concise'], 'two formats for standard output'],
    [['validate', '--max-warnings', 'few'], 'it must be a whole number'],
    [['valdate'], 'unknown command "valdate", did you mean validate?'],
  ])('%j is wrong usage', async (args, words) => {
    const { code, stderr } = await runInProcess(args, { cwd: root })
    expect(stderr).toContain(words)
    expect(code).toBe(2)
  })

  test('writes several formats at once, the JSON one by its schema', async () => {
    const folder = exampleTree()
    edit(join(folder, 'config/demo/integration.yaml'), 'platform: demo', 'platform: demi')
    const { code, stdout } = await runInProcess(
      ['-C', folder, 'validate', '--format', 'concise', '--format', 'json=out/findings.json'],
      { cwd: root },
    )
    expect(stdout).toContain('config/demo/integration.yaml:5:11: error "platform" is "demi"')
    const report: unknown = JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8'))
    const schema = JSON.parse(readFileSync(join(root, 'schemas/finding.schema.json'), 'utf8'))
    const validate = new Ajv2020(ajvOptions).compile(schema)
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect(report).toMatchObject({ summary: { errors: 1 } })
    expect(code).toBe(1)
  })

  describe('picks the formats by where it runs', () => {
    const broken = () => {
      const folder = exampleTree()
      edit(join(folder, 'config/demo/integration.yaml'), 'platform: demo', 'platform: demi')
      return folder
    }
    const run = (folder: string, env: Record<string, string>, ...more: string[]) =>
      runInProcess(['validate', ...more], { cwd: folder, env })

    test('for people anywhere else', async () => {
      const { stdout } = await run(broken(), {})
      expect(stdout).toMatch(/^config\/demo\/integration.yaml:\d+:11 error \[schema\/value\]\n/)
      expect(stdout).not.toContain('::')
    })

    test('on GitHub also as annotations below the root of the repository, and in the job summary', async () => {
      const folder = broken()
      mkdirSync(join(folder, '.git'))
      mkdirSync(join(folder, 'docusign'))
      renameSync(join(folder, 'config'), join(folder, 'docusign/config'))
      const summary = join(folder, 'summary.md')
      writeFileSync(summary, '# before\n')
      const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
      const { stdout, stderr } = await run(folder, env, '-C', 'docusign')
      expect(stdout).toMatch(/^config\/demo\/integration.yaml:/)
      expect(stdout).toContain('::error file=docusign/config/demo/integration.yaml,line=')
      expect(readFileSync(summary, 'utf8')).toMatch(/^# before\n\*\*ikctl\*\*: 1 error/)
      expect(stderr).toBe('')

      writeFileSync(summary, 'x'.repeat(1024 * 1024))
      const full = await run(folder, env, '-C', 'docusign')
      expect(full.stderr).toContain('the job summary is full')
      expect(full.code).toBe(1)
      const gone = await run(
        folder,
        { ...env, GITHUB_STEP_SUMMARY: join(folder, 'no/summary.md') },
        '-C',
        'docusign',
      )
      expect(gone.stderr).toContain(
        'the job summary cannot be written: there is no such file or folder (ENOENT)',
      )
    })

    test('on Azure Pipelines also as logging commands', async () => {
      const { stdout } = await run(broken(), { TF_BUILD: 'True' })
      expect(stdout).toContain(
        '##vso[task.logissue type=error;sourcepath=config/demo/integration.yaml',
      )
    })

    test('but never besides a format that was named for standard output', async () => {
      const { stdout } = await run(broken(), { GITHUB_ACTIONS: 'true' }, '--format', 'json')
      expect(JSON.parse(stdout).summary.errors).toBe(1)
      const folder = broken()
      await run(folder, { GITHUB_ACTIONS: 'true' }, '--format', 'auto=out.txt')
      expect(readFileSync(join(folder, 'out.txt'), 'utf8')).not.toContain('::')
    })
  })
})
