import type { EnvironmentRule } from '../rule.ts'

export const name: EnvironmentRule = {
  id: 'environment/name',
  severity: 'error',
  summary:
    'An environment has a name of lower-case letters, digits and hyphens, at most 63: it is the folder, the Pulumi stack and part of resource names.',
  help: 'Rename the folder.',
  *check({ name, path }) {
    if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return
    yield {
      place: { path: `${path}/integration.yaml` },
      message: `the environment "${name}" must have a name of lower-case letters, digits and hyphens`,
    }
  },
}
