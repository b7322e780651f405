import { watchSamples } from '../../scripts/watch-samples.mjs'

const { env } = process
const done = await watchSamples({
  ...env,
  GITHUB_TOKEN: env.INPUT_TOKEN,
  ENVIRONMENTS: env.INPUT_ENVIRONMENTS,
  // The runner puts the names of inputs into capitals, and leaves their hyphens.
  MAX_AGE_HOURS: env['INPUT_MAX-AGE-HOURS'],
  WORKFLOW: env.INPUT_WORKFLOW,
})
for (const line of done) process.stdout.write(`${line}\n`)
