import { raiseAlarms } from '../../scripts/raise-alarms.mjs'

const { env } = process
const done = await raiseAlarms({
  ...env,
  GITHUB_TOKEN: env.INPUT_TOKEN,
  ENVIRONMENT: env.INPUT_ENVIRONMENT,
})
for (const line of done) process.stdout.write(`${line}\n`)
