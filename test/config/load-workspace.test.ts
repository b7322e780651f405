import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ConfigTree, diskTree } from '../../src/config/config-tree.ts'
import { loadWorkspace } from '../../src/config/load-workspace.ts'
import { compareFindings } from '../../src/findings/finding.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { toFinding } from '../../src/rules/to-finding.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const full = (schema: string) =>
  readFileSync(join(import.meta.dirname, `../schemas/${schema}/full.yaml`), 'utf8')

const files = {
  'config/ikctl.yaml': full('settings'),
  'config/demo/integration.yaml': full('integration'),
  'config/demo/key-pairs.yaml': full('key-pairs'),
  'config/demo/public-keys/2026-05.pem': 'PEM',
  'config/demo/evidence/evidence.pem': 'PEM',
  'config/demo/evidence/2026-05.jws': 'JWS',
  'config/demo/tenants/acme.yaml': full('tenant'),
}

function memoryTree(content: Record<string, string>): ConfigTree {
  return {
    files: () => Object.keys(content).sort(),
    read: (path) => Buffer.from(content[path] ?? ''),
  }
}

/** `file:line:column rule message` of all problems. */
function problemsOf(tree: ConfigTree): string[] {
  return loadWorkspace(tree)
    .problems.map((problem) => toFinding(problem, ruleInfos, {}))
    .sort(compareFindings)
    .map(({ file, range, ruleId, message }) => {
      const place = range === undefined ? '' : `:${range.start.line}:${range.start.column}`
      return `${file}${place} ${ruleId} ${message}`
    })
}

describe('loadWorkspace', () => {
  test('reads a whole configuration', () => {
    const { workspace, problems } = loadWorkspace(memoryTree(files))
    expect(problems).toEqual([])
    expect(workspace.sources.map(({ path }) => path)).toEqual(Object.keys(files).sort())
    expect(workspace.settings?.value.redirectHosts).toEqual(['app.contoso.example'])
    expect(workspace.environments).toHaveLength(1)
    const [demo] = workspace.environments
    expect(demo).toMatchObject({ name: 'demo', path: 'config/demo' })
    expect(demo?.integration?.value.product).toBe('contoso-sign')
    expect(demo?.keyPairs?.value.keyPairs?.['2026-05']?.state).toBe('compromised')
    expect(demo?.tenants.map(({ id, value }) => [id, value.name])).toEqual([
      ['acme', 'Acme Corporation'],
    ])
    expect(demo?.publicKeys.get('2026-05')?.text).toBe('PEM')
    expect(demo?.evidence).toEqual(['2026-05.jws', 'evidence.pem'])
  })

  test('finds nothing where there is nothing', () => {
    expect(loadWorkspace(memoryTree({}))).toEqual({
      workspace: { environments: [], sources: [], otherSources: [] },
      problems: [],
    })
  })

  test('leaves Markdown, dot files and dot folders alone', () => {
    const extra = { 'config/README.md': '', 'config/demo/.gitkeep': '', 'config/.idea/x.yaml': '{' }
    expect(problemsOf(memoryTree({ ...files, ...extra }))).toEqual([])
  })

  test('names every file that it does not read', () => {
    const extra = {
      'config/ikctl.yml': '',
      'config/settings.yaml': '',
      'config/demo/Integration.yaml': '',
      'config/demo/tenants/globex.yml': '',
      'config/demo/tenants/initech.json': '',
      'config/demo/tenants/eu/umbrella.yaml': '',
      'config/demo/integration.yaml.bak': '',
      'config/demo/keypairs.yaml': '',
      'config/demo/public-keys/2026-05.pem.txt': '',
    }
    expect(problemsOf(memoryTree({ ...files, ...extra }))).toEqual([
      'config/demo/Integration.yaml config/unknown-file the file "demo/Integration.yaml" is not a file that ikctl reads, did you mean "integration.yaml"?',
      'config/demo/integration.yaml.bak config/unknown-file the file "demo/integration.yaml.bak" is not a file that ikctl reads',
      'config/demo/keypairs.yaml config/unknown-file the file "demo/keypairs.yaml" is not a file that ikctl reads, did you mean "key-pairs.yaml"?',
      'config/demo/public-keys/2026-05.pem.txt config/unknown-file the file "demo/public-keys/2026-05.pem.txt" is not a file that ikctl reads',
      'config/demo/tenants/eu/umbrella.yaml config/unknown-file the file "demo/tenants/eu/umbrella.yaml" is not a file that ikctl reads; a tenant\'s is "demo/tenants/umbrella.yaml"',
      'config/demo/tenants/globex.yml config/unknown-file the file "demo/tenants/globex.yml" is not a file that ikctl reads, rename it to "globex.yaml"',
      'config/demo/tenants/initech.json config/unknown-file the file "demo/tenants/initech.json" is not a file that ikctl reads',
      'config/ikctl.yml config/unknown-file the file "ikctl.yml" is not a file that ikctl reads, rename it to "ikctl.yaml"',
      'config/settings.yaml config/unknown-file the file "settings.yaml" is not a file that ikctl reads',
    ])
  })

  test('asks for the two files of an environment', () => {
    expect(problemsOf(memoryTree({ 'config/demo/tenants/acme.yaml': full('tenant') }))).toEqual([
      'config/demo/integration.yaml config/missing-file the environment "demo" has no file "integration.yaml"',
      'config/demo/key-pairs.yaml config/missing-file the environment "demo" has no file "key-pairs.yaml"',
    ])
  })

  test('wants names that can be ids', () => {
    const named = {
      'config/Demo EU/integration.yaml': full('integration'),
      'config/Demo EU/key-pairs.yaml': full('key-pairs'),
      'config/Demo EU/tenants/Acme_1.yaml': full('tenant'),
      [`config/Demo EU/tenants/${'a'.repeat(64)}.yaml`]: full('tenant'),
    }
    expect(problemsOf(memoryTree(named)).map((text) => text.split(' config/')[1])).toEqual([
      expect.stringMatching(/^file-name the folder's name/),
      expect.stringMatching(/^file-name the file's name/),
      expect.stringMatching(/^file-name the file's name/),
    ])
  })

  test('collects all problems of all files, with their places', () => {
    const broken = {
      'config/ikctl.yaml': '# nothing\n',
      'config/demo/integration.yaml': full('integration')
        .replace('platform: production', 'platfrom: production')
        .replace('standby: true', 'standby: yes'),
      'config/demo/key-pairs.yaml': 'keyPairs: &all {}\n---\n',
      'config/demo/tenants/acme.yaml': 'name: "Acme\nstatus: live\n',
      'config/demo/tenants/globex.yaml': 'name: 012\nname: 2\naccount: x\n\u202eusers: {HR: y}\n',
      'config/demo/tenants/initech.yaml': '- a\n- b\n',
    }
    expect(problemsOf(memoryTree(broken))).toEqual([
      'config/demo/integration.yaml:4:1 schema/unknown-property unknown property "platfrom", did you mean "platform"?',
      'config/demo/integration.yaml:29:12 schema/type "rotation.standby" must be true or false, not "yes"',
      'config/demo/key-pairs.yaml:1:11 yaml/anchor the anchor "&all" is not used here',
      'config/demo/key-pairs.yaml:2:1 yaml/multiple-documents a second document begins here',
      'config/demo/tenants/acme.yaml:1:7 yaml/syntax the quote " is not closed',
      'config/demo/tenants/globex.yaml:1:1 schema/required the property "status" is missing',
      'config/demo/tenants/globex.yaml:1:7 yaml/unquoted "name" must be a string, but YAML reads 012 as the number 12',
      'config/demo/tenants/globex.yaml:2:1 yaml/duplicate-key the key "name" stands here a second time',
      'config/demo/tenants/globex.yaml:3:10 schema/value "account" is "x", but must be the API Account ID, a GUID such as 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
      'config/demo/tenants/globex.yaml:4:1 yaml/hidden-character the text contains the hidden character U+202E',
      'config/demo/tenants/globex.yaml:4:1 schema/unknown-property unknown property "\\u{202e}users", did you mean "users"?',
      'config/demo/tenants/initech.yaml:1:1 schema/type the file must be a map of names and values, not a list',
      'config/ikctl.yaml yaml/empty the file has no value, only comments',
    ])
  })

  test('leaves out what has the wrong form, and only that', () => {
    const tenant = full('tenant')
      .replace('status: live', 'status: alive')
      .replace('  default:', '  Default: x\n  default:')
      .replace('name: Acme', 'nmae: Acme')
    const { workspace } = loadWorkspace(
      memoryTree({ ...files, 'config/demo/tenants/acme.yaml': tenant }),
    )
    expect(JSON.parse(JSON.stringify(workspace.environments[0]?.tenants[0]?.value))).toEqual({
      account: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
      baseUri: 'https://na3.docusign.net',
      users: { default: '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c' },
      labels: { region: 'eu' },
      consent: 'individual',
      knownFailure: {
        class: 'consent_required',
        reason: 'customer consents after its audit',
        until: '2026-12-15',
      },
      legacy: {
        integrationKey: '3f1f0f5e-6f0a-4d4c-8f5c-7f4d2b1e9a60',
        key: 'https://kv-contoso-sign-prod.vault.azure.net/keys/docusign-legacy-acme/0f8b6f2f3f5d1c7e904d7b0f3e9a1c4a',
      },
    })
  })

  test('does not miss what another command puts beside the files and takes away', () => {
    const gone = (path: string) => {
      const tree = memoryTree({ ...files, [path]: '' })
      const cause = Object.assign(new Error('gone'), { code: 'ENOENT' })
      return problemsOf({
        ...tree,
        read: (wanted) => {
          if (wanted === path)
            throw new Error('there is no such file or folder (ENOENT)', { cause })
          return tree.read(wanted)
        },
      })
    }
    expect(gone('config/demo/..ikctl-lock.tmp.81521b4bcd71.tmp')).toEqual(
      problemsOf(memoryTree(files)),
    )
    expect(gone('config/demo/tenants/globex.yaml').join()).toContain('config/unreadable')
  })

  test('tells what cannot be read, and goes on', () => {
    const folder = temporaryFolder({ ...files, 'secret.yaml': 'name: c4n4ry\n' })
    const at = (path: string) => join(folder, path)
    symlinkSync(at('secret.yaml'), at('config/demo/tenants/globex.yaml'))
    mkdirSync(at('config/demo/tenants/initech.yaml'))
    mkdirSync(at('config/demo/key-pairs.pem'))
    execFileSync('mkfifo', [at('config/demo/tenants/umbrella.yaml')])
    const tree = diskTree(folder)
    expect(problemsOf(tree)).toEqual([
      'config/demo/tenants/globex.yaml config/unreadable it cannot be read: it is a symbolic link',
      'config/demo/tenants/umbrella.yaml config/unreadable it cannot be read: it is not a regular file',
    ])
    expect(JSON.stringify(loadWorkspace(tree).workspace)).not.toContain('c4n4ry')
  })

  test('a folder that is named like a file is looked into', () => {
    const { 'config/demo/integration.yaml': content, ...rest } = files
    const tree = memoryTree({ ...rest, 'config/demo/integration.yaml/a.yaml': content })
    expect(problemsOf(tree)).toEqual([
      'config/demo/integration.yaml config/missing-file the environment "demo" has no file "integration.yaml"',
      'config/demo/integration.yaml/a.yaml config/unknown-file the file "demo/integration.yaml/a.yaml" is not a file that ikctl reads; a tenant\'s is "demo/tenants/a.yaml"',
    ])
  })
})
