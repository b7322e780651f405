import { expect, test } from 'vitest'
import { type Document, parseDocument } from 'yaml'
import { diskTree } from '../../src/config/config-tree.ts'
import { environmentHistory } from '../../src/plan/environment-history.ts'
import { commitsBetween, gitTree } from '../../src/plan/git-tree.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { commonFiles, readCase } from './case-files.ts'
import { type Files, gitRepository } from './git-repository.ts'
import { now } from './run-plan.ts'

const path = 'config/production/key-pairs.yaml'
const textOf = (files: Files): string => Buffer.from(files[path] ?? '').toString('utf8')
const edited = (text: string, change: (document: Document) => void): string => {
  const document = parseDocument(text) as Document
  change(document)
  return document.toString()
}
const staged = textOf(commonFiles)
/** 2026-11 is declared, and the vault has not made it yet. */
const pending = edited(staged, (document) => {
  document.setIn(['keyPairs', '2026-11', 'state'], 'pending')
  for (const part of ['key', 'thumbprint', 'docusignKeyPairId']) {
    document.deleteIn(['keyPairs', '2026-11', part])
  }
  document.deleteIn(['keyPairs', '2026-11', 'since', 'staged'])
})
/** 2026-09 is compromised, and 2026-11 takes its place. */
const promoted = textOf(readCase('compromised').head)

/** The plan of what has been merged since the deployment, commit by commit. */
async function planOf(
  { deployed, allowed = ['2026-11'] }: { deployed: string; allowed?: string[] },
  ...merged: readonly Files[]
) {
  const { folder, commit } = gitRepository()
  const start = commit({ ...commonFiles, [path]: deployed })
  for (const files of merged) commit({ ...commonFiles, ...files })
  const head = gitTree(folder, 'HEAD')
  const between = commitsBetween(folder, start, head.commit, path)
  const plan = (steps: readonly string[]) =>
    makePlan({
      environment: 'production',
      base: { revision: 'deployed', tree: gitTree(folder, start) },
      between: steps.map((revision) => gitTree(folder, revision)),
      head: { revision: 'HEAD', commit: head.commit, tree: head },
      now: new Date(now),
      ...{ overrides: { unprovenKeyPairs: allowed }, redact: false },
      historyOf: (commit) => environmentHistory(folder, commit, 'production'),
    })
  const refusals = async (steps: readonly string[]) =>
    (await plan(steps)).judgements
      .filter(({ weight }) => weight === 'refused')
      .map(({ code }) => code)
  return { between, asOne: await refusals([]), stepwise: await refusals(between) }
}

test('steps that were merged one by one are accepted when none was deployed between them', async () => {
  const tenant = { 'config/production/tenants/new.yaml': '# of no interest here\n' }
  const plan = await planOf(
    { deployed: pending },
    { [path]: staged },
    { [path]: staged, ...tenant },
    { [path]: promoted },
  )
  expect(plan.between).toHaveLength(2)
  expect(plan.asOne).toContain('key-pair/forbidden-transition')
  expect(plan.stepwise).toEqual([])
})

test('one of them that is no step is refused', async () => {
  const plan = await planOf(
    { deployed: pending },
    { [path]: promoted },
    { [path]: `${promoted}\n# more\n` },
  )
  expect(plan.stepwise).toContain('key-pair/forbidden-transition')
})

test('one of them whose proof is missing is refused with what it lacks', async () => {
  const swapped = edited(promoted, (document) => {
    const since = ['keyPairs', '2026-09', 'since']
    document.setIn(['keyPairs', '2026-09', 'state'], 'retiring')
    document.deleteIn(['keyPairs', '2026-09', 'reason'])
    document.setIn([...since, 'retiring'], document.getIn([...since, 'compromised']))
    document.deleteIn([...since, 'compromised'])
  })
  const plan = await planOf({ deployed: staged, allowed: [] }, { [path]: swapped })
  expect(plan.stepwise).toEqual(['evidence/missing'])
})

test('the last of them may be in the working tree, and is refused as any other', async () => {
  const { folder, commit, write } = gitRepository()
  const start = commit({ ...commonFiles, [path]: pending })
  commit({ ...commonFiles, [path]: staged })
  const plan = async (text: string) => {
    write({ ...commonFiles, [path]: text })
    const { verdict, judgements } = await makePlan({
      environment: 'production',
      base: { revision: 'deployed', tree: gitTree(folder, start) },
      between: commitsBetween(folder, start, 'HEAD', path).map((each) => gitTree(folder, each)),
      head: { revision: null, commit: null, tree: diskTree(folder) },
      now: new Date(now),
      ...{ overrides: { unprovenKeyPairs: ['2026-11'] }, redact: false },
      historyOf: (each) => environmentHistory(folder, each, 'production'),
    })
    const refused = judgements.filter(({ weight }) => weight === 'refused')
    return { verdict, refused: refused.map(({ code }) => code) }
  }
  expect(await plan(promoted)).toEqual({ verdict: 'accepted', refused: [] })
  const removed = edited(staged, (document) => document.deleteIn(['keyPairs', '2026-11']))
  expect(await plan(removed)).toMatchObject({ verdict: 'refused', refused: ['key-pair/removed'] })
})

test('what cannot be read in between is no excuse', async () => {
  const plan = await planOf({ deployed: pending }, { [path]: 'keyPairs: [' }, { [path]: promoted })
  expect(plan.stepwise).toEqual(plan.asOne)
})
