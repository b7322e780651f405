// Prints all measurements as ratios within this run; `npm run bench` builds dist/ first.
import { parseArgs } from 'node:util'
import { measureChecks } from './bench/checks.ts'
import { measureColdStart } from './bench/cold-start.ts'
import { measureCommands } from './bench/commands.ts'
import { measureBytesPerUser, measureSoak } from './bench/login-library.ts'
import { measureOtherValidators } from './bench/other-validators.ts'
import { measurePlan } from './bench/plan.ts'
import { measureSigning } from './bench/signing-speed.ts'
import { measureLatency, measureLoginCpu, measureMemory } from './bench/smoke.ts'
import { measureValidate } from './bench/validate.ts'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
const ms = (seconds: number): string => `${(1000 * seconds).toFixed(3)} ms`

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

// Both take many minutes: a fleet of 100,000 tenants, and the tests of the project itself.
const { values } = parseArgs({
  options: { large: { type: 'boolean' }, checks: { type: 'boolean' } },
})

const { times, linearity } = measureValidate()
for (const { tenants, seconds, rawSeconds, ratio, warmRatio } of times) {
  say(
    `validate ${tenants} tenants: ${seconds.toFixed(2)} s = ${ratio.toFixed(2)} x raw js-yaml + Ajv without places (${rawSeconds.toFixed(2)} s); again: ${warmRatio.toFixed(2)} x`,
  )
}
say(`validate grows per tenant by the factor ${linearity.toFixed(2)} (1: linear)`)
const { tenants, others, missing } = measureOtherValidators()
for (const { name, seconds, ratio } of others) {
  say(
    `${name}, the same ${tenants} tenants: ${seconds.toFixed(2)} s = ${ratio.toFixed(1)} x validate`,
  )
}
if (missing.length > 0) {
  say(`not compared: ${missing.join(', ')} (tools/bench/install-validators installs them)`)
}
const plan = measurePlan()
say(
  `plan of a change to 1 of ${plan.tenants} tenants: ${plan.seconds.toFixed(2)} s = ${plan.ratio.toFixed(2)} x validate of the same tree (${plan.validateSeconds.toFixed(2)} s); between two commits ${plan.commitsRatio.toFixed(2)} x`,
)
for (const fleet of values.large ? [10_000, 100_000] : [10_000]) {
  const { tenants, validateSeconds, commands } = measureCommands(fleet)
  say(`beside validate of the same ${tenants} tenants (${validateSeconds.toFixed(2)} s):`)
  for (const { name, seconds, ratio } of commands) {
    say(`  ${name}: ${seconds.toFixed(2)} s = ${ratio.toFixed(2)} x`)
  }
}

const signing = measureSigning()
say(
  `one RSA-2048 signature (openssl): ${ms(signing.cpuSeconds)} of CPU, ${signing.perSecond.toFixed(0)}/s on all cores`,
)
const { userinfo, token, vendor, ...floor } = await measureLoginCpu(signing)
say(
  `CPU per login: ${ms(userinfo.cpuSeconds)} = ${userinfo.ratio.toFixed(2)} signatures (${ms(userinfo.cpuSeconds - signing.cpuSeconds)} beside one) = ${(userinfo.ratio / floor.undici.ratio).toFixed(2)} x bare undici; for the token alone ${token.ratio.toFixed(2)} signatures`,
)
say(
  `  nothing but a signature and two requests: undici ${floor.undici.ratio.toFixed(2)}, node:https ${floor.https.ratio.toFixed(2)}, node:tls ${floor.tls.ratio.toFixed(2)} signatures`,
)
say(
  `  ${userinfo.perSecond.toFixed(0)} logins/s = ${percent(userinfo.signingShare)} of the signatures that all cores make; the process uses ${percent(userinfo.coresShare)} of all cores, the server beside it`,
)
say(
  `  docusign-esign: ${(vendor.cpuSeconds / userinfo.cpuSeconds).toFixed(2)} x the CPU time, ${(userinfo.perSecond / vendor.perSecond).toFixed(2)} x the time for the same logins`,
)
const latency = await measureLatency(signing)
say(
  `${latency.logins} logins at ${latency.latencyMs} ms latency: ${latency.wallSeconds.toFixed(2)} s = ${latency.ratio.toFixed(2)} x the larger of signing (${latency.signingFloorSeconds.toFixed(2)} s) and network (${latency.networkFloorSeconds.toFixed(2)} s)`,
)
const memory = await measureMemory()
say(
  `memory for ${memory.logins} logins: ${(memory.peakBytes / 1e6).toFixed(1)} MB = ${memory.ratio.toFixed(2)} x what the report takes (${(memory.reportBytes / 1e6).toFixed(1)} MB)`,
)
const bytesPerUser = await measureBytesPerUser()
say(`ikctl/login: ${bytesPerUser.toFixed(0)} bytes for each kept user, beside its token`)
const {
  minutes,
  tokens: given,
  badTokens,
  unhealed,
  refusals,
  requests,
  events,
  heapGrowth,
} = await measureSoak()
say(
  `  ${minutes} minutes of faults in simulated time: ${given} tokens (${badTokens} bad), ${requests} requests, ${Object.values(refusals).reduce((a, b) => a + b, 0)} calls without a token, ${events.token_refused ?? 0} events of that, ${unhealed} users without a token at the end, ${(heapGrowth / 1e6).toFixed(1)} MB more in use at the end than after ten minutes`,
)
const start = measureColdStart()
say(
  `ikctl --version: ${ms(start.seconds)} = ${start.ratio.toFixed(2)} x node -e 0 (${ms(start.nodeSeconds)})`,
)
if (values.checks) {
  const { install, test } = measureChecks()
  say(`npm ci: ${install.toFixed(0)} s; npm test: ${test.toFixed(0)} s`)
}
