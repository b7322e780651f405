import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

const acme =
  'acme,Acme Corporation (sandbox),effbbd35-cb79-4ca1-927b-9ce6dcbb9a30,07a536ec-d2ea-4b1e-a7a9-423bd99caa83'
const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'
const user = '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c'

function workspace() {
  const cwd = exampleTree()
  const tenants = join(cwd, 'config/demo/tenants')
  const files = () =>
    Object.fromEntries(
      readdirSync(tenants).map((name) => [name, readFileSync(join(tenants, name), 'utf8')]),
    )
  return {
    files,
    write: (name: string, text: string) => writeFileSync(join(tenants, name), text),
    /** Runs a sync with these rows on standard input. */
    sync: (rows: readonly string[] | string, ...flags: string[]) =>
      runInProcess(['tenant', 'sync', 'demo', '--from', '-', ...flags], {
        cwd,
        now: () => Date.UTC(2026, 10, 20),
        stdin: typeof rows === 'string' ? rows : `${rows.join('\n')}\n`,
      }),
    validate: () => runInProcess(['validate', 'demo'], { cwd }),
  }
}

describe('ikctl tenant sync', () => {
  test('adds, changes and leaves alone; run again, it has nothing to do', async () => {
    const { files, sync, validate, write } = workspace()
    const before = files()
    write('acme.yaml', `# the first customer\n${before['acme.yaml']}# paid until May\n`)
    const rows = [
      'id,name,account,user,user.hr,label.region',
      `${acme},,us`,
      `litware,"Litware, Inc.",${account.toUpperCase()},${user},2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b,`,
    ]
    const first = await sync(rows)
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toBe(`added      1  litware
changed    1  acme (labels.region)
no row     2  adatum, alpine-ski-house
unchanged  0
Tenants without a row stay as they are: --offboard-absent makes them offboarded.

Next: users that are new must grant consent, unless they already have. Then verify:
  ikctl consent demo litware
  ikctl smoke demo --tenant litware
`)
    expect(files()).toEqual({
      ...before,
      'acme.yaml': `# the first customer\n${before['acme.yaml']?.replace('eu', 'us')}# paid until May\n`,
      'litware.yaml': `# yaml-language-server: $schema=../../../schemas/tenant.schema.json
name: Litware, Inc.
status: onboarding
account: ${account}
users:
  default: ${user}
  hr: 2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b
`,
    })
    // The example's key pair grows old: a warning may be told.
    expect((await validate()).code).toBe(0)
    const after = files()
    const second = await sync(rows)
    expect(second.stdout).toContain('unchanged  2\n')
    expect(second.code).toBe(0)
    expect(files()).toEqual(after)
  })

  test('takes the same as JSON', async () => {
    const { files, sync } = workspace()
    const litware = { id: 'litware', name: 'Litware', account, users: { default: user } }
    const { code } = await sync(JSON.stringify([{ ...litware, status: 'live', labels: {} }]))
    expect(code).toBe(0)
    expect(files()['litware.yaml']).toContain(`name: Litware
status: live
account: ${account}
users:
  default: ${user}
`)
  })

  test('an empty cell removes what is optional, a column that is not there nothing', async () => {
    const { files, sync } = workspace()
    await sync(['id,baseUri', 'acme,'])
    expect(files()['acme.yaml']).not.toContain('baseUri')
    expect(files()['acme.yaml']).toContain('labels: {region: eu}')
    const refused = await sync(['id,account', 'acme,'])
    expect(refused.stderr).toContain('standard input:2 (acme): the property "account" is missing\n')
    expect(refused.code).toBe(1)
  })

  test('a move to another account needs its own word, with the count', async () => {
    const { files, sync } = workspace()
    const before = files()
    const rows = ['id,account', `acme,${account}`, `adatum,6${account.slice(1)}`]
    for (const flags of [[], ['--allow-tenants-moved', '1'], ['--allow-tenants-removed', '2']]) {
      const { code, stdout, stderr } = await sync(rows, ...flags)
      expect(stdout).toContain('moved      2  acme (account), adatum (account)\n')
      expect(stderr).toBe(`refused: 2 tenants would get another account or other users
fix: look at each of them, then allow as many: --allow-tenants-moved 2
`)
      expect(code).toBe(1)
      expect(files()).toEqual(before)
    }
    expect((await sync(rows, '--allow-tenants-moved', '2')).code).toBe(0)
    expect(files()['acme.yaml']).toContain(`account: ${account}\n`)
  })

  test('another user of a role is a move, one more role is not', async () => {
    const { sync } = workspace()
    expect((await sync(['id,user', `acme,${user}`])).stdout).toContain('moved ')
    expect((await sync(['id,user.hr', `acme,${user}`])).stdout).toContain('changed ')
    expect((await sync(['id,user.hr', 'acme,'])).stderr).toContain('another account or other users')
  })

  test('ids are the same in upper and lower case, names are not', async () => {
    const { files, sync } = workspace()
    const before = files()
    const upper = acme.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
      id.toUpperCase(),
    )
    expect((await sync(['id,name,account,user', upper])).stdout).toContain('unchanged  1\n')
    expect(files()).toEqual(before)
    const renamed = await sync(['id,name', 'acme,acme corporation (sandbox)'])
    expect(renamed.stdout).toContain('changed    1  acme (name)\n')
  })

  test('a tenant without a row is offboarded when that is asked for and allowed', async () => {
    const { files, sync } = workspace()
    const rows = ['id', 'acme']
    expect((await sync(rows)).stdout).toContain('no row     2  adatum, alpine-ski-house\n')
    const refused = await sync(rows, '--offboard-absent')
    expect(refused.stderr).toContain('refused: 2 tenants would no longer be served\n')
    const allowed = await sync(rows, '--offboard-absent', '--allow-tenants-removed', '2')
    expect(allowed.stdout).toContain('offboarded  2  adatum, alpine-ski-house\n')
    expect(allowed.code).toBe(0)
    expect(files()['adatum.yaml']).toContain('status: offboarded\n')
    expect((await sync(rows)).stdout).not.toContain('no row')
    const back = await sync(['id', 'acme', 'adatum'])
    expect(back.stdout).toContain('has a row  1  adatum\n')
    expect(back.stdout).toContain('stay offboarded, unless the row gives another status.\n')
    expect((await sync(['id,status', 'acme,', 'adatum,live'])).stdout).not.toContain('has a row')
    expect(files()['adatum.yaml']).toContain('status: live\n')
  })

  test('a row that says offboarded needs to be allowed, too', async () => {
    const { files, sync } = workspace()
    const rows = ['id,status', 'acme,offboarded', 'adatum,suspended']
    expect((await sync(rows)).code).toBe(1)
    expect((await sync(rows, '--allow-tenants-removed', '1')).code).toBe(0)
    expect(files()['adatum.yaml']).toContain('status: suspended\n')
  })

  test('tells all problems of all rows by line and column, and writes nothing', async () => {
    const { files, sync } = workspace()
    const before = files()
    const { code, stdout, stderr } = await sync([
      'id,name,account,user,user.hr,status,label.region',
      `${acme},,gone,eu`,
      'Not an id,N,x,y,z,live,',
      `litware,,${account},${user},,,${'x'.repeat(257)}`,
      `acme,A,${account},${user},,,`,
      `new,N,${account},e-mail@contoso.example,,,`,
    ])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    const beginnings = stderr.split('\n').map((line) => line.slice(0, 60))
    expect(beginnings).toEqual([
      'standard input:2 (acme): column status: "status" is "gone", ',
      'standard input:3: column id: "Not an id": an id must be lowe',
      'standard input:4 (litware): the property "name" is missing',
      'standard input:4 (litware): column label.region: "labels.reg',
      'standard input:5 (acme): column id: the tenant "acme" has a ',
      'standard input:6 (new): column user: "users.default" is the ',
      'refused: 6 problems',
      'fix: fix what is said above; nothing was changed',
      '',
    ])
    expect(files()).toEqual(before)
  })

  test('what the rules find is told by row and column as well', async () => {
    const { files, sync } = workspace()
    const before = files()
    const { code, stderr } = await sync([
      'id,name,account,user,user.hr',
      `litware,Litware,${account},${account},`,
      `wingtip,Wingtip,6${account.slice(1)},${user},${user}`,
    ])
    expect(stderr).toContain(
      'standard input:2 (litware): column user: the user "default" of the tenant "litware" has the id of',
    )
    expect(stderr).toContain(
      'standard input:3 (wingtip): column user.hr: the tenant "wingtip" has the user',
    )
    expect(code).toBe(1)
    expect(files()).toEqual(before)
  })

  test.each([
    ['id,nmae', 'unknown column "nmae", did you mean "name"?'],
    ['id,plan', 'unknown column "plan" (known: id, name, account, status, baseUri, user,'],
    ['id,user,user.default', 'the columns "user" and "user.default" mean the same'],
    ['name', 'there is no column "id"'],
    ['id,user.HR', 'the name in the column "user.HR" must be lower-case letters'],
    ['id,label.__proto__', 'the name in the column "label.__proto__" must be'],
  ])('the columns %s are refused', async (columns, message) => {
    const { code, stderr } = await workspace().sync([columns, columns])
    expect(stderr).toContain(`standard input: ${message}`)
    expect(code).toBe(1)
  })

  test('a dry run prints the diff and writes nothing', async () => {
    const { files, sync } = workspace()
    const before = files()
    const { code, stdout } = await sync(['id,label.region', 'acme,us'], '--dry-run')
    expect(stdout).toContain('-labels: {region: eu}\n+labels: {region: us}\n')
    expect(stdout).toContain('changed    1  acme (labels.region)\n')
    expect(stdout).toContain('dry run: nothing was written\n')
    expect(code).toBe(0)
    expect(files()).toEqual(before)
  })

  test("an export of Docusign's columns is read as it is", async () => {
    const { files, sync } = workspace()
    const rows = [
      'sep=;',
      'id;name;API Account ID;User ID;email;label.team',
      `litware;Litware;{${account.toUpperCase()}};${user.replaceAll('-', '')};NULL;Team: Sign`,
    ]
    const refused = await sync(rows)
    expect(refused.stderr).toContain(
      'unknown column "API Account ID", did you mean "account"? Read it so with --column "API Account ID=account"',
    )
    expect(refused.stderr).toContain('unknown column "email" (known: id,')
    const columns = ['--column', 'API Account ID=account', '--column', 'User ID=user']
    const { code, stderr } = await sync(rows, ...columns, '--ignore-columns')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(files()['litware.yaml']).toContain(`account: ${account}\n`)
    expect(files()['litware.yaml']).toContain(`default: ${user}\nlabels: {team: "Team: Sign"}\n`)
    const gone = await sync(rows, '--column', 'API Acount ID=account', '--ignore-columns')
    expect(gone.stderr).toContain(
      'there is no column "API Acount ID", which --column names, did you mean "API Account ID"?',
    )
  })

  test('a column that is left out says nothing, whatever is in it', async () => {
    const { sync } = workspace()
    const rows = JSON.stringify([{ id: 'acme', plan: { tiers: [1] }, seats: 1.5 }])
    expect((await sync(rows, '--ignore-columns')).code).toBe(0)
  })

  test('rows with problems are skipped where that is asked for, and listed', async () => {
    const { files, sync } = workspace()
    const before = files()
    const rows = [
      'id,name,account,user',
      `litware,Litware,10624587,${user}`,
      `wingtip,Wingtip,${account},${user}`,
      `fabrikam,Fabrikam,6${account.slice(1)},6${account.slice(1)}`,
      'adatum,Adatum twice,,',
      'adatum,Adatum again,,',
      'short',
    ]
    const { code, stdout, stderr } = await sync(rows, '--skip-invalid')
    expect(stderr.split('\n').map((line) => line.slice(0, 45))).toEqual([
      'skipped: standard input:7: the row has 1 cell',
      'skipped: standard input:2 (litware): column a',
      'skipped: standard input:5 (adatum): the prope',
      'skipped: standard input:5 (adatum): "users" m',
      'skipped: standard input:6 (adatum): column id',
      'skipped: standard input:4 (fabrikam): column ',
      '',
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('added      1  wingtip\n')
    const { 'wingtip.yaml': added, ...rest } = files()
    expect(added).toContain('name: Wingtip')
    expect(rest).toEqual(before)
  })

  test('a row that cannot be read is no proof that a tenant is absent', async () => {
    const { files, sync } = workspace()
    const before = files()
    const rows = ['id,name', 'acme,Acme', 'short']
    const flags = ['--skip-invalid', '--offboard-absent', '--allow-tenants-removed', '9']
    const { code, stderr } = await sync(rows, ...flags)
    expect(stderr).toContain('rows without a usable id are no proof that a tenant is absent')
    expect(code).toBe(1)
    expect(files()).toEqual(before)
  })

  test('only who is new has to grant consent', async () => {
    const { sync } = workspace()
    const moved = await sync(['id,account', `acme,${account}`], '--allow-tenants-moved', '1')
    expect(moved.stdout).toContain('Next: verify what moved:\n  ikctl smoke demo --tenant acme\n')
    expect(moved.stdout).not.toContain('consent')
    const role = await sync(['id,user.legal', `acme,${user}`])
    expect(role.stdout).toContain('  ikctl consent demo acme\n')
    const label = await sync(['id,label.tier', 'acme,gold'])
    expect(label.stdout).not.toContain('Next')
  })

  test('no rows, and a file that is not there, are wrong usage', async () => {
    const { sync } = workspace()
    expect(await sync('')).toMatchObject({
      code: 2,
      stderr: 'ikctl: standard input has no rows: nothing was compared\n',
    })
    expect((await sync('', '--from', 'gone.csv')).stderr).toBe(
      'ikctl: cannot read the table gone.csv: there is no such file or folder (ENOENT)\n',
    )
  })

  test('a secret in the column of an id is not repeated in lower case either', async () => {
    const { sync } = workspace()
    const key = 'MIICanaryCanaryCanaryCanaryCanaryCanary'
    const rows = ['id,name,account,user', `litware,Litware,${account},${key}`]
    const { code, stdout, stderr } = await sync(rows)
    expect(stderr).toContain('column user: "users.default" is "…", but must be the User ID, a GUID')
    expect((stdout + stderr).toLowerCase()).not.toContain('canary')
    expect(code).toBe(1)
  })

  test('says what a spreadsheet wrote in place of an id, as it wrote it', async () => {
    const { sync } = workspace()
    const rows = ['id,name,account,user', `litware,Litware,1E+23,${user}`, ',,,', '']
    const { stderr } = await sync(rows)
    expect(stderr.split('\n')[0]).toMatch(
      /:2 \(litware\): column account: "account" is "1E\+23", but must be/,
    )
    expect(stderr).toContain('refused: one problem\n')
  })

  test('what looks like a secret is not repeated', async () => {
    const { sync } = workspace()
    const key = '-----BEGIN PRIVATE KEY-----MIICANARYCANARYCANARYCANARY'
    for (const row of [`x,${key},${key},${key},eu`, `${key},A,${account},${user},eu`]) {
      const { stdout, stderr } = await sync(['id,name,account,user,label.region', row])
      expect(stdout + stderr).not.toContain('CANARY')
    }
    const named = await sync(['id,name,account,user', `x,${key},${account},${user}`])
    expect(named.stderr).toContain('[secret/private-key]')
    expect(named.stdout + named.stderr).not.toContain('CANARY')
  })
})
