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
