import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { displayWidth } from '../../src/text/display-width.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

const keyPairs = 'config/production/key-pairs.yaml'

function status(cwd: string, date: string, ...options: string[]) {
  return runInProcess(['rotate', 'status', 'production', ...options], {
    cwd,
    now: () => Date.parse(date),
    columns: 80,
  })
}

test('the table fits on a terminal of 80 columns, whatever the state', async () => {
  const folder = exampleTree()
  edit(join(folder, keyPairs), 'state: staged', 'state: compromised\n    reason: found in a log')
  edit(
    join(folder, keyPairs),
    /(staged: 2026-11-17T10:00:00Z)/,
    '$1\n      compromised: 2026-11-18T10:00:00Z',
  )
  const { stdout } = await status(folder, '2026-11-27T00:00:00Z')
  const [head, ...rows] = stdout.split('\n\n')[0]?.split('\n') ?? []
  expect(head).toMatch(/^id +state +since +thumbprint$/)
  expect(rows).toEqual([
    expect.stringMatching(
      /^2026-09 +active +2026-09-03 +RUUllmC2hQ6Sx7Dx1cgqVPUs1rVgbUJarXBAiudFwcM$/,
    ),
    expect.stringMatching(
      /^2026-11 +compromised +2026-11-18 +ajf2BBXV5oyCFri-OE9AzSJypEuOVEcUi5BIvPUUqHY$/,
    ),
  ])
  expect(rows.every((row) => displayWidth(row) <= 80)).toBe(true)
})

test('what is overdue fails, and a comment that suppresses it does so in sight and until its day', async () => {
  const folder = exampleTree()
  const late = await status(folder, '2027-03-05T00:00:00Z')
  expect(late.stdout).toContain('overdue  the key pair "2026-09" has been active for 182 days')
  expect(late.code).toBe(1)

  edit(
    join(folder, keyPairs),
    /( +)active: 2026-09-03/,
    '$1# ikctl-ignore rotation/overdue until 2027-03-10: the new vault opens on the 9th\n$1active: 2026-09-03',
  )
  const suppressed = await status(folder, '2027-03-05T00:00:00Z')
  expect(suppressed.stdout).not.toContain('overdue  ')
  expect(suppressed.stdout.replace(/\s+/g, ' ')).toContain(
    'suppressed until 2027-03-10 the key pair "2026-09" has been active for 182 days, longer than its maximum age of 180 days (the new vault opens on the 9th)',
  )
  expect(suppressed.code).toBe(0)
  const json = await status(folder, '2027-03-05T00:00:00Z', '--format', 'json')
  expect(JSON.parse(json.stdout)).toMatchObject({
    overdue: [],
    suppressed: [{ until: '2027-03-10', reason: 'the new vault opens on the 9th' }],
  })

  const after = await status(folder, '2027-03-11T00:00:00Z')
  expect(after.stdout).toContain('overdue  the key pair "2026-09" has been active for 188 days')
  expect(after.code).toBe(1)
})

test('no day in the past is waited for', async () => {
  const folder = exampleTree()
  edit(join(folder, keyPairs), /^ {2}"2026-11":[\s\S]*/m, '')
  const next = async (date: string) => {
    const { stdout } = await status(folder, date, '--format', 'json')
    return (JSON.parse(stdout) as { next: string[] }).next
  }
  const renewFrom = '2027-01-31T08:00:00Z'
  expect(await next('2027-01-31T07:59:59Z')).toEqual([
    `nothing until ${renewFrom}; then renew 2026-09: \`ikctl rotate start production\``,
  ])
  const now = ['renew 2026-09 now: `ikctl rotate start production`']
  expect(await next(renewFrom)).toEqual(now)
  expect(await next('2028-01-01T00:00:00Z')).toEqual(now)
})

test('a standby is not kept until a day in the past', async () => {
  const folder = exampleTree()
  edit(join(folder, 'config/production/integration.yaml'), 'standby: false', 'standby: true')
  const early = await status(folder, '2026-12-01T00:00:00Z')
  expect(early.stdout).toContain('as the standby until')
  const late = await status(folder, '2027-03-05T00:00:00Z')
  expect(late.stdout).not.toContain('as the standby until')
  expect(late.stdout).toContain('ikctl smoke production --candidate 2026-11')
})

test('without a key pair it says how to come by the first', async () => {
  const folder = exampleTree()
  edit(join(folder, keyPairs), /keyPairs:[\s\S]*/, 'keyPairs: {}\n')
  for (const file of ['2026-09', '2026-11']) {
    rmSync(join(folder, `config/production/public-keys/${file}.pem`))
  }
  const { stdout } = await status(folder, '2026-12-01T00:00:00Z')
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'next: 1. declare the first key pair: `ikctl rotate start production` 2. or, where one signs already',
  )
})
