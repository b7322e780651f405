import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { concise } from '../../src/findings/formats/concise.ts'
import { fix } from '../../src/rules/fix.ts'
import { validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'

const now = new Date('2026-06-01T00:00:00Z')
const tenant = 'config/production/tenants/acme.yaml'
const integration = 'config/production/integration.yaml'
const keyPairs = 'config/production/key-pairs.yaml'
const account = '762bc170-fca7-4c03-b22a-aa2962c1c596'

function told(files: ReadonlyMap<string, string>): string[] {
  const report = validate(memoryTree(files), { now })
  return concise(report, { colour: false, columns: 80 }).split('\n').filter(Boolean)
}

interface Mistake {
  name: string
  file: string
  edits: [from: string | RegExp, to: string][]
  /** The one finding that there is, without its file: no other follows from it. */
  said: string
  /** What `--fix` writes; absent: it does nothing. */
  fixed?: string
}

const mistakes: Mistake[] = [
  {
    name: 'what belongs to a key is not indented',
    file: tenant,
    edits: [
      ['  default:', 'default:'],
      ['  hr:', 'hr:'],
    ],
    said: ':5:1: error "users" is empty: what belongs to it is not indented [schema/type]',
  },
  {
    name: 'key pairs that are not indented',
    file: keyPairs,
    edits: [[/^ {2}/gm, '']],
    said: ':1:1: error "keyPairs" is empty: what belongs to it is not indented [schema/type]',
  },
  {
    name: 'a number where an id belongs',
    file: tenant,
    edits: [[account, '38412997']],
    said: ':3:10: error "account" is 38412997, which looks like an account number, but must be the API Account ID, a GUID',
  },
  {
    name: 'an id in braces, which YAML takes for a map',
    file: tenant,
    edits: [[account, `{${account}}`]],
    said: `:3:10: error "account" is "{${account}}", but must be the API Account ID, a GUID`,
    fixed: account,
  },
  {
    name: 'an id in braces and upper case',
    file: tenant,
    edits: [[account, `{ ${account.toUpperCase()} }`]],
    said: `:3:10: error "account" is "{ ${account.toUpperCase()} }", but must be the API Account ID, a GUID`,
    fixed: account,
  },
  {
    name: 'a map where an id belongs',
    file: tenant,
    edits: [[account, '{id: 1}']],
    said: ':3:10: error "account" must be a string, not a map [schema/type]',
  },
  {
    name: 'a duration without its unit',
    file: integration,
    edits: [['180d', '180']],
    said: ':18:11: error "rotation.maxAge" is 180, but must be a duration such as',
  },
  {
    name: 'a name that YAML takes for a comment',
    file: tenant,
    edits: [['Acme Corporation', '#1 Corporation']],
    said: ':1:1: error "name" must be a string, not empty [schema/type]',
  },
  {
    name: 'no space behind the colon in a map on one line',
    file: tenant,
    edits: [[/users:.*/s, 'users: {default:8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c}\n']],
    said: ':5:9: error a colon, or the space after it, is missing in "default:…"',
  },
  {
    name: 'the quotes of a word processor',
    file: tenant,
    edits: [[account, `“${account}”`]],
    said: `:3:10: error "account" is "“${account}”", but must be the API Account ID, a GUID`,
    fixed: `account: ${account}\n`,
  },
  {
    name: 'a dash that is none',
    file: tenant,
    edits: [[account, account.replace('-', '–')]],
    said: ':3:10: error "account" is "762bc170–fca7',
    fixed: `account: ${account}\n`,
  },
  {
    name: 'an id without hyphens',
    file: tenant,
    edits: [[account, account.replaceAll('-', '').toUpperCase()]],
    said: ':3:10: error "account" is "762BC170FCA74C03B22AAA2962C1C596"',
    fixed: `account: ${account}\n`,
  },
  {
    name: 'a slash at the end of an address',
    file: tenant,
    edits: [['docusign.net', 'docusign.net/']],
    said: ':4:10: error "baseUri" is "https://eu.docusign.net/", but must be of the form https://<region>.docusign.net',
    fixed: 'baseUri: https://eu.docusign.net\n',
  },
  {
    name: 'the path of the API at the end of an address',
    file: tenant,
    edits: [['docusign.net', 'docusign.net/restapi']],
    said: ':4:10: error "baseUri" is "https://eu.docusign.net/restapi", which has more than a host',
    fixed: 'baseUri: https://eu.docusign.net\n',
  },
  {
    name: 'a time of another zone',
    file: keyPairs,
    edits: [['2026-05-04T08:00:00Z', '2026-05-04T08:00:00+02:00']],
    said: ':10:15: error "keyPairs.2026-05.since.active" is "2026-05-04T08:00:00+02:00"',
    fixed: 'active: 2026-05-04T06:00:00Z\n',
  },
  {
    name: 'a time without a zone',
    file: keyPairs,
    edits: [['2026-05-04T08:00:00Z', '2026-05-04T08:00:00']],
    said: ':10:15: error "keyPairs.2026-05.since.active" is "2026-05-04T08:00:00"',
  },
  {
    name: 'a key without its version',
    file: keyPairs,
    edits: [[/(docusign-2026-05)\/\w+/, '$1']],
    said: ':6:10: error "keyPairs.2026-05.key" is "https://kv-contoso-sign-prod',
  },
  {
    name: 'a byte order mark',
    file: tenant,
    edits: [[/^/, '\ufeff']],
    said: ':1:1: error the file begins with a byte order mark (U+FEFF) [yaml/hidden-character]',
    fixed: 'name: Acme',
  },
  {
    name: 'a no-break space in the indentation',
    file: tenant,
    edits: [['  default', '\u00a0\u00a0default']],
    said: ':6:1: error a no-break space (U+00A0) stands here, which looks like a space',
    fixed: '\n  default: ',
  },
  {
    name: 'a no-break space behind a key',
    file: tenant,
    edits: [['status: ', 'status:\u00a0']],
    said: ':2:8: error a no-break space (U+00A0) stands here, which looks like a space',
    fixed: '\nstatus: live',
  },
  {
    name: 'a no-break space behind an id',
    file: tenant,
    edits: [[account, `${account}\u00a0`]],
    said: ':3:46: error a no-break space (U+00A0) stands here, which looks like a space',
    fixed: `account: ${account}\n`,
  },
  {
    name: 'the line ends of old Macs',
    file: tenant,
    edits: [[/\n/g, '\r']],
    said: ':1:23: error a carriage return (U+000D) stands here on its own: it ends no line',
  },
  {
    name: 'a merge that was not finished',
    file: tenant,
    edits: [
      ['status: live', '<<<<<<< HEAD\nstatus: live\n=======\nstatus: suspended\n>>>>>>> feature'],
    ],
    said: ':2:1: error a merge conflict that is not resolved begins here [yaml/syntax]',
  },
]

test.each(mistakes)('$name', ({ file, edits, said, fixed }) => {
  for (const lineBreak of ['\n', '\r\n']) {
    const files = changedBase({ [file]: edits })
    files.set(file, (files.get(file) ?? '').replaceAll('\n', lineBreak))
    expect(told(files)).toEqual([expect.stringContaining(`${file}${said}`)])
    const { files: after } = fix(memoryTree(files), { now })
    if (fixed === undefined) expect(after).toEqual([])
    else {
      const [{ after: text } = { after: '' }] = after
      expect(text).toContain(fixed.replaceAll('\n', lineBreak))
      expect(told(new Map([...files, [file, text]]))).toEqual([])
    }
  }
})

describe('a file in the wrong place, or of the wrong name', () => {
  test.each([
    ['config/production/acme.yaml', 'ikctl reads; a tenant\'s is "production/tenants/acme.yaml"'],
    ['config/production/tenant/acme.yaml', 'a tenant\'s is "production/tenants/acme.yaml"'],
    ['config/production/tenants/acme.yml', 'ikctl reads, rename it to "acme.yaml"'],
  ])('%s', (path, said) => {
    const files = changedBase({})
    files.set(path, files.get(tenant) ?? '')
    files.delete(tenant)
    expect(told(files)).toEqual([expect.stringMatching(`^${path}: error .*${said}`)])
  })

  test('integration.yml', () => {
    const files = changedBase({})
    files.set('config/production/integration.yml', files.get(integration) ?? '')
    files.delete(integration)
    expect(told(files)).toEqual([expect.stringContaining('rename it to "integration.yaml"')])
  })

  test('tenants/Acme Corp.yaml', () => {
    const files = changedBase({})
    files.set('config/production/tenants/Acme Corp.yaml', files.get(tenant) ?? '')
    files.delete(tenant)
    const { findings } = validate(memoryTree(files), { now })
    expect(findings.map(({ help }) => help)).toEqual(['Rename it, such as to "acme-corp".'])
  })
})
