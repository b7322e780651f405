import { expect, test } from 'vitest'
import { commonFiles } from './case-files.ts'
import { type Files, gitRepository } from './git-repository.ts'
import { runPlan } from './run-plan.ts'

const path = 'config/production/tenants/acme.yaml'
const user = '514fb1b6-4d61-433b-aac1-600a4e338fae'
const other = '8a3c6c5e-0c0f-4c57-9d7b-0e2a7c1f5b11'
const comment = '# ikctl-ignore tenant/duplicate-user: one person'

/** Acme with these lines below `users:`. */
const acme = (...users: string[]): Files => ({
  ...commonFiles,
  [path]: Buffer.from(`name: Acme Corporation
status: live
account: 6785edb3-dbf5-40b7-a485-6736771008fa
baseUri: https://na3.docusign.net
users:
${users.map((line) => `  ${line}\n`).join('')}labels: {region: eu}
`),
})

const agreed = [`default: ${user}`, `hr: ${user} ${comment}`]

async function listed(base: Files, head: Files): Promise<boolean> {
  const repository = gitRepository()
  repository.commit(base)
  repository.write(head)
  const { stdout } = await runPlan(
    repository.folder,
    ...['production', '--base', 'HEAD', '--format', 'json'],
  )
  const { judgements, findings } = JSON.parse(stdout)
  expect(findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([])
  return judgements.some(({ code }: { code: string }) => code === 'plan/new-suppression')
}

test('what was agreed to is not listed again, wherever its lines are', async () => {
  const more = acme(`legal: ${other}`, ...agreed)
  expect(await listed(acme(...agreed), more)).toBe(false)
})

test.each([
  ['a comment that is new', acme(`default: ${user}`), acme(...agreed)],
  [
    'the same text copied to another entry',
    acme(...agreed),
    acme(...agreed, `legal: ${user} ${comment}`),
  ],
  [
    'a comment moved up, so that it covers what follows',
    acme(...agreed),
    { ...acme(...agreed), ...moved() },
  ],
  [
    'a comment left over a value that has changed',
    acme(...agreed),
    acme(`default: ${other}`, `hr: ${other} ${comment}`),
  ],
  ['another reason', acme(...agreed), acme(`default: ${user}`, `hr: ${user} ${comment} indeed`)],
])('%s is listed', async (_, base, head) => {
  expect(await listed(base, head)).toBe(true)
})

/** The comment on a line of its own above the list of users. */
function moved(): Files {
  const text = Buffer.from(acme(`default: ${user}`, `hr: ${user}`)[path] as Uint8Array).toString()
  return { [path]: Buffer.from(text.replace('users:', `${comment}\nusers:`)) }
}
