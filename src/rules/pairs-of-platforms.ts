import type { EnvironmentDraft, Workspace } from '../config/workspace.ts'

/** Every demo environment beside every production environment of the same product. */
export function pairsOfPlatforms({
  environments,
}: Workspace): { demo: EnvironmentDraft; production: EnvironmentDraft }[] {
  const on = (platform: string) =>
    environments.filter(({ integration }) => integration?.value.platform === platform)
  return on('demo').flatMap((demo) => {
    const product = demo.integration?.value.product
    if (product === undefined) return []
    return on('production')
      .filter(({ integration }) => integration?.value.product === product)
      .map((production) => ({ demo, production }))
  })
}
