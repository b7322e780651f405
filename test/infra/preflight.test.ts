import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allResourceProviders } from '../../infra/bootstrap/resource-providers.ts'
import { hasProgram } from '../support/has-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { withPrograms } from '../workflows/with-programs.ts'

const script = join(import.meta.dirname, '../../infra/bootstrap/preflight')
const network = '/subscriptions/s/resourceGroups/net/providers/Microsoft.Network'
const subnet = `${network}/virtualNetworks/vnet/subnets/endpoints`
const asked = [
  ...['--location', 'northeurope', '--state-account', 'stcontoso'],
  ...['--signing-vault', 'kv-sign', '--settings-vault', 'kv-cfg', '--secrets-vault', 'kv-state'],
]

/**
 * The Azure CLI as far as the script uses it: answers by the beginning of the command, the first that
 * fits; nothing and an error otherwise.
 */
const fresh: [command: string, answer: string][] = [
  ['account show', 's-1'],
  [
    'provider show --namespace Microsoft.KeyVault --query resourceTypes',
    'North Europe\nWest Europe',
  ],
  ['provider show', 'Registered'],
  ['keyvault check-name', 'true'],
  ['storage account check-name', 'true'],
  ['rest --method get', '*'],
  ['network vnet subnet show', subnet],
  ['network vnet show', 'northeurope'],
]

function preflight(answers: [string, string][] = [], args: string[] = asked) {
  const folder = temporaryFolder({ calls: '' })
  const calls = join(folder, 'calls')
  const cases = [...answers, ...fresh].map(
    ([command, answer]) =>
      `  "${command}"*) ${answer === '' ? 'exit 3' : `printf '%s\\n' '${answer}'`} ;;`,
  )
  const az = `echo "$*" >>'${calls}'\ncase "$*" in\n${cases.join('\n')}\n  *) exit 3 ;;\nesac`
  const { status, stdout, stderr } = spawnSync('bash', [script, ...args], {
    encoding: 'utf8',
    env: { PATH: withPrograms(join(folder, 'bin'), { az }) },
  })
  return { status, stdout, stderr, calls: readFileSync(calls, 'utf8') }
}

describe('preflight', () => {
  test('of a subscription that is ready says so, and changes nothing', () => {
    const { status, stdout, stderr, calls } = preflight([], [...asked, '--subnet-id', subnet])
    expect(stderr).toBe('')
    expect(stdout).toContain('ok    custom roles may be made\n')
    expect(stdout).toMatch(/\nready\n$/)
    expect(status).toBe(0)
    expect(calls).not.toMatch(/register |create|\bset\b|delete |purge |recover/)
    for (const namespace of allResourceProviders) {
      expect(calls).toContain(`provider show --namespace ${namespace} --query registrationState`)
    }
  })

  test('registers what is missing only when that is asked for', () => {
    const missing: [string, string] = [
      'provider show --namespace Microsoft.EventGrid',
      'NotRegistered',
    ]
    const looked = preflight([missing])
    expect(looked.stdout).toContain(
      'todo  resource provider Microsoft.EventGrid: NotRegistered\n      run this again with --register',
    )
    expect(looked.status).toBe(1)
    expect(looked.calls).not.toContain('provider register')
    const registered = preflight([missing, ['provider register', 'done']], [...asked, '--register'])
    expect(registered.stdout).toContain('ok    resource provider Microsoft.EventGrid')
    expect(registered.status).toBe(0)
    expect(registered.calls.match(/provider register.*/g)).toEqual([
      'provider register --namespace Microsoft.EventGrid --wait --output none',
    ])
    const refused = preflight([missing], [...asked, '--register'])
    expect([refused.status, refused.stdout]).toEqual([1, expect.stringContaining('NotRegistered')])
  })

  test.each<[string, [string, string][], string[], string]>([
    [
      'a deleted vault',
      [["keyvault list-deleted --query [?name=='kv-sign']", '2027-01-31']],
      [],
      'todo  vault kv-sign is deleted, its name is kept until 2027-01-31\n      az keyvault recover --name kv-sign',
    ],
    [
      'a vault name of others',
      [['keyvault check-name --name kv-state', 'false']],
      [],
      'todo  vault kv-state: the name is taken',
    ],
    [
      'a storage name of others',
      [['storage account check-name', 'false']],
      [],
      'todo  storage account stcontoso: the name is taken',
    ],
    [
      'no right to make roles',
      [['rest --method get', 'Microsoft.KeyVault/*']],
      [],
      'todo  you may not make custom roles',
    ],
    [
      'a region without vaults',
      [],
      ['--location', 'atlantis'],
      'todo  region atlantis: no key vaults',
    ],
    [
      'a closed region',
      [],
      ['--location', 'westeurope'],
      'todo  region westeurope takes no new customers',
    ],
    [
      'a subnet that is not there',
      [['network vnet subnet show', '']],
      ['--subnet-id', subnet],
      'is not there, or you may not read it',
    ],
    [
      'a network elsewhere',
      [['network vnet show', 'uksouth']],
      ['--subnet-id', subnet],
      'pulumi config set networkLocation uksouth',
    ],
    [
      'a workspace that is not there',
      [],
      ['--workspace-id', '/w'],
      'todo  workspace /w is not there',
    ],
  ])('finds %s, and says what to do', (_, answers, args, expected) => {
    const { status, stdout } = preflight(answers, [...asked, ...args])
    expect(stdout).toContain(expected)
    expect(stdout).toMatch(/\n1 left to do\n$/)
    expect(status).toBe(1)
  })

  const vault = '/subscriptions/s/kv-cfg'
  const there: [string, string][] = [
    ['keyvault show --name kv-cfg --query id', vault],
    ['keyvault show --name kv-cfg --query properties.softDeleteRetentionInDays', '90'],
    ['keyvault show --name kv-cfg --query properties.enableRbacAuthorization', 'true'],
  ]
  const setting = `rest --url ${vault}/providers/Microsoft.Insights/diagnosticSettings`

  test.each<[string, [string, string][], string[], string[]]>([
    ['nothing that stands in the way', [], [], []],
    [
      'another retention',
      [['keyvault show --name kv-cfg --query properties.softDeleteRetentionInDays', '7']],
      [],
      ['for 7 days, and that is fixed\n      pulumi config set softDeleteRetentionInDays 7'],
    ],
    [
      'access policies',
      [['keyvault show --name kv-cfg --query properties.enableRbacAuthorization', 'false']],
      [],
      ['uses access policies', 'az keyvault update --name kv-cfg --enable-rbac-authorization true'],
    ],
    [
      'a diagnostic setting to the same workspace',
      [
        [setting, 'by-policy\t/W/Logs'],
        ['monitor log-analytics workspace show', '/w/logs'],
      ],
      ['--workspace-id', '/w/logs'],
      ['todo  vault kv-cfg sends its logs to that workspace already: by-policy\n'],
    ],
    [
      'keys of others',
      [[`rest --url ${vault}/keys`, 'payroll\ntokens']],
      [],
      ['todo  vault kv-cfg has keys of others: payroll, tokens\n'],
    ],
  ])('says of a vault that exists, with %s, what to do', (_, answers, args, expected) => {
    const { status, stdout } = preflight([...answers, ...there], [...asked, ...args])
    expect(stdout).toContain(`todo  vault kv-cfg exists: ${vault}\n      take it in`)
    for (const text of expected) expect(stdout).toContain(text)
    expect(stdout.endsWith(`\n${expected.length === 0 ? 1 : 2} left to do\n`), stdout).toBe(true)
    expect(status).toBe(1)
  })

  test('notes a diagnostic setting of an existing vault that may stay', () => {
    const { stdout } = preflight([[setting, 'by-policy\t/other\nsiem\t'], ...there])
    expect(stdout).toContain('note  vault kv-cfg has other diagnostic settings: by-policy, siem\n')
    expect(stdout).toMatch(/\n1 left to do\n$/)
  })

  test('needs a login, and all names', () => {
    expect(preflight([['account show', '']])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Run: az login'),
    })
    for (const args of [[], ['--location'], [...asked, '--vault', 'x'], asked.slice(2)]) {
      expect(preflight([], args)).toMatchObject({ status: 2, stdout: '', calls: '' })
    }
  })

  test.skipIf(!hasProgram('shellcheck', 'the check of preflight'))(
    'shellcheck finds nothing',
    () => {
      const { status, stdout } = spawnSync('shellcheck', [script], { encoding: 'utf8' })
      expect(stdout).toBe('')
      expect(status).toBe(0)
    },
  )
})
