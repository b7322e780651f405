import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { displayWidth } from '../../src/text/display-width.ts'
import { exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

const rows = `id,name,account,user
acme,Acme Corporation,5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c1a,8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b41
`
const ids =
  '--account 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c1a --user 8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b41'

/** Commands, addresses, paths and thumbprints get copied: nothing breaks them. */
const copied = /`[^`]{50,}`|\S{40,}/

test('folds what is wrong with an answer', async () => {
  const answers = ['', '', 'Contoso']
  const { stderr } = await runInProcess(['init', '--package', 'contoso/ikctl'], {
    cwd: '/',
    columns: 80,
    answers,
  })
  expect(stderr).toContain('"product" is "Contoso", but must be')
  expect(stderr.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([])
})

test.each([
  ['validate nowhere', 2],
  ['validate --fix --dry-run', 0],
  ['validate --stdin-file-name nowhere.yaml', 2],
  ['explain scopes/beyond-consent', 0],
  ['rotate status production', 0],
  ['rotate withdraw production 2026-11', 0],
  ['rotate compromise production 2026-09 --reason found-in-a-log-of-a-build --dry-run', 1],
  [
    'rotate compromise production 2026-09 --reason leaked --dry-run --allow-unproven-key-pair 2026-11',
    0,
  ],
  ['tenant add local', 2],
  ['tenant add local acme', 1],
  [`tenant add production newco --name Newco ${ids}`, 0],
  ['tenant add local NewCo --name n --account x --user y', 2],
  ['tenant sync local --from rows.csv', 1],
  ['tenant sync local --from rows.csv --offboard-absent', 1],
  ['consent local nobody', 2],
  ['consent verify local --state x', 2],
  ['init .', 1],
  ['init new', 2],
])('fits on a terminal of 80 columns: ikctl %s', async (command, expected) => {
  const cwd = exampleTree()
  writeFileSync(join(cwd, 'rows.csv'), rows)
  const now = () => Date.UTC(2026, 10, 27)
  const { code, stdout, stderr } = await runInProcess(command.split(' '), { cwd, now, columns: 80 })
  const wide = (stdout + stderr)
    .split('\n')
    .filter((line) => displayWidth(line) > 80 && !copied.test(line))
  expect(wide).toEqual([])
  expect(code).toBe(expected)
})
