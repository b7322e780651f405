import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { policies } from '../../infra/policy/policies.ts'
import { prepareSurroundings } from '../../tools/rehearse/surroundings.ts'
import { type PulumiProject, repository, usePulumiProject } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

const pack = ['--policy-pack', join(repository, 'infra/policy')]

/** A team's own program, in JavaScript, without ikctl. */
function useProgram(name: string): PulumiProject {
  return usePulumiProject((folder) => {
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
    cpSync(join(import.meta.dirname, 'programs', name), join(folder, 'index.js'))
    writeFileSync(join(folder, 'package.json'), '{"type": "module", "main": "index.js"}')
    return { name: 'team', runtime: { name: 'nodejs', options: { typescript: false } } }
  })
}

const named = (output: string) =>
  policies.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(output))

const ofStack = policies.flatMap((policy) => ('validateStack' in policy ? [policy.name] : []))
const ofResource = policies.flatMap((policy) => ('validateResource' in policy ? [policy.name] : []))

describeEngine("another team's stack", () => {
  const careless = useProgram('careless.js')

  test('a preview that breaks every policy on resources fails and names them all', async () => {
    careless.azure(prepareSurroundings)
    await careless.pulumi('stack', 'init', 'careless')
    const { code, output } = await careless.pulumi('preview', ...pack)
    expect(code).not.toBe(0)
    expect(named(output)).toEqual(expect.arrayContaining(ofResource))
    expect(output).not.toContain('PRIVATE KEY')
  })
})

describeEngine('a stack with a signing key that nobody watches', () => {
  const unwatched = useProgram('unwatched.js')

  test('cannot be judged in its first preview, and fails in the first up, with what is missing', async () => {
    unwatched.azure(prepareSurroundings)
    await unwatched.pulumi('stack', 'init', 'unwatched')
    const { code, output } = await unwatched.pulumi('up', '--yes', ...pack)
    expect(output).toContain("can't be known during preview")
    expect(code).not.toBe(0)
    expect(named(output)).toEqual(expect.arrayContaining(ofStack))
    expect(named(output).filter((name) => ofResource.includes(name))).toEqual([])
  })

  test('and fails in every preview from then on', async () => {
    const { code, output } = await unwatched.pulumi('preview', ...pack)
    expect(code).not.toBe(0)
    expect(output).toContain('vault-is-logged')
  })
})
