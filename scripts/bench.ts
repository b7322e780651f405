// Prints all measurements as ratios within this run; `npm run bench` builds dist/ first.
import { measurePlan } from './bench/plan.ts'
import { measureLatency, measureLoginCpu, measureMemory, measureSigning } from './bench/smoke.ts'
import { measureValidate } from './bench/validate.ts'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
const ms = (seconds: number): string => `${(1000 * seconds).toFixed(3)} ms`

const { times, linearity } = measureValidate()
for (const { tenants, seconds, rawSeconds, ratio } of times) {
  say(
    `validate ${tenants} tenants: ${seconds.toFixed(2)} s = ${ratio.toFixed(2)} x raw js-yaml + Ajv without places (${rawSeconds.toFixed(2)} s)`,
  )
}
say(`validate grows per tenant by the factor ${linearity.toFixed(2)} (1: linear)`)
const plan = measurePlan()
say(
  `plan of a change to 1 of ${plan.tenants} tenants: ${plan.seconds.toFixed(2)} s = ${plan.ratio.toFixed(2)} x validate of the same tree (${plan.validateSeconds.toFixed(2)} s); between two commits ${plan.commitsRatio.toFixed(2)} x`,
)

const signing = measureSigning()
say(
  `one RSA-2048 signature (openssl): ${ms(signing.cpuSeconds)} of CPU, ${signing.perSecond.toFixed(0)}/s on all cores`,
)
const cpu = await measureLoginCpu(signing)
say(
  `CPU per login: ${ms(cpu.cpuSeconds / cpu.logins)} = ${cpu.ratio.toFixed(2)} signatures (${(cpu.logins / cpu.wallSeconds).toFixed(0)} logins/s)`,
)
const latency = await measureLatency(signing)
say(
  `${latency.logins} logins at ${latency.latencyMs} ms latency: ${latency.wallSeconds.toFixed(2)} s = ${latency.ratio.toFixed(2)} x the larger of signing (${latency.signingFloorSeconds.toFixed(2)} s) and network (${latency.networkFloorSeconds.toFixed(2)} s)`,
)
const memory = await measureMemory()
say(
  `memory for ${memory.logins} logins: ${(memory.peakBytes / 1e6).toFixed(1)} MB = ${memory.ratio.toFixed(2)} x what the report takes (${(memory.reportBytes / 1e6).toFixed(1)} MB)`,
)
