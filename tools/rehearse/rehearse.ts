import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Io } from '../../scripts/io.ts'
import { createRepository } from '../../scripts/rehearsal/create-repository.ts'
import type { Deployment } from '../../scripts/rehearsal/deployment.ts'
import { createEmulatedDeployment } from '../../scripts/rehearsal/emulated-deployment.ts'
import { makeFirstKeyPair } from '../../scripts/rehearsal/first-key-pair.ts'
import { ikctl, type Rehearsal } from '../../scripts/rehearsal/rehearsal.ts'
import type { Teller } from '../../scripts/rehearsal/teller.ts'
import { table } from '../../src/text/table.ts'
import { makeStandby, survive } from './emergency.ts'
import type { FleetRehearsal, Preparation } from './fleet-rehearsal.ts'
import { judgeLoad, measureLoad, type Phase, type PhaseLoad } from './load.ts'
import { rotate } from './planned-rotation.ts'
import { createPulumiDeployment } from './pulumi-deployment.ts'
import { startEmulatorsProcess } from './start-emulators-process.ts'
import { type Fleet, startFleet } from './start-fleet.ts'
import {
  environmentName,
  integrationKey,
  userOf,
  writeConfiguration,
} from './write-configuration.ts'

export interface RehearseOptions {
  tenants: number
  /** Use Pulumi where it is; otherwise what `ikctl emulate` does. */
  engine: boolean
  tell: Teller
  /** The command line's; its clock is the real one. */
  io: Io
}

/** How a rehearsal went, for machines. */
export interface RehearsalResult {
  engine: 'pulumi' | 'emulated'
  seconds: number
  tenants: number
  commands: Rehearsal['commands']
  load: {
    phases: PhaseLoad[]
    /** Access tokens that the fleet got. */
    tokens: number
    /** Token requests that Docusign answered, by outcome; those of commands included. */
    tokenRequests: Record<string, number>
    /** From the deletion at Docusign to the published standby, in seconds. */
    outageSeconds: number
    /** From the published standby to its use by the application, in seconds; negative: before. */
    followedAfterSeconds: number
  }
  /** What was not as it must be. */
  problems: string[]
}

/**
 * A planned rotation and an emergency on loopback, with a fleet of tenants that logs in all the time.
 *
 * @throws when a step does not do what it must.
 */
export async function rehearse(options: RehearseOptions): Promise<RehearsalResult> {
  const startedAt = Date.now()
  const base = mkdtempSync(join(tmpdir(), 'ikctl-rehearsal-'))
  const closing: (() => unknown)[] = [() => rmSync(base, { recursive: true, force: true })]
  try {
    const preparation = await prepare(base, options, closing)
    const { engine, tenants } = options
    await makeFirstKeyPair(preparation)
    const fleet = await startFleetOf(preparation, tenants)
    closing.push(() => fleet.close())
    const { load, problems } = await perform({ ...preparation, fleet, tenants })
    return {
      engine: engine ? 'pulumi' : 'emulated',
      seconds: seconds(Date.now() - startedAt),
      tenants,
      commands: preparation.commands,
      load,
      problems,
    }
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

// --- internal ---

/** The clock begins far enough in the past to be put forward without leaving the present. */
const startOffsetMs = -25 * 3_600_000
/** The default, a minute, is as long as a rehearsal. */
const pollMs = 500
/** How far the application may be behind the publication: some reads of the settings. */
const latestFollowMs = 5_000

async function prepare(
  base: string,
  { tenants, engine, tell, io: realIo }: RehearseOptions,
  closing: (() => unknown)[],
): Promise<Preparation> {
  const folder = join(base, 'repository')
  mkdirSync(folder)
  const repository = createRepository(folder)
  writeConfiguration(folder, tenants)
  const emulators = await startEmulatorsProcess(folder, environmentName, {
    integrationKey,
    accessFile: join(base, 'emulators.json'),
  })
  closing.push(() => emulators.close())
  const clock = { offsetMs: startOffsetMs }
  await emulators.setClock(clock.offsetMs)
  const io = { ...realIo, now: () => realIo.now() + clock.offsetMs }
  const { access } = emulators
  const { url: signing, settingsUrl: settings } = access.keyVault
  writeConfiguration(folder, tenants, { signing, settings })
  const deployment: Deployment = engine
    ? await createPulumiDeployment(folder, join(base, 'state'), access)
    : await createEmulatedDeployment(environmentName, folder, access, io)
  closing.push(() => deployment.stop())
  repository.commit('An environment without a key pair')
  tell.lines([
    'A planned rotation and an emergency, on the loopback of this machine only:',
    '',
    ...table([
      ['  Docusign', `an emulator at ${access.docusign.url}`],
      ['  signing vault', `an emulator at ${signing}`],
      ['  settings vault', `an emulator at ${settings}`],
      ['  pulumi up', deployment.description],
      ['  configuration', `${tenants} tenants, in a Git repository of its own`],
    ]),
  ])
  return {
    environment: environmentName,
    tell,
    repository,
    emulators,
    deployment,
    clock,
    io,
    commands: [],
  }
}

async function startFleetOf(
  { tell, emulators, clock }: Preparation,
  tenants: number,
): Promise<Fleet> {
  const perSecond = Math.max(40, Math.round(tenants / 3))
  const fleet = await startFleet({
    access: emulators.access,
    users: Array.from({ length: tenants }, (_, index) => userOf(index + 1)),
    ...{ perSecond, pollMs, clockOffsetMs: clock.offsetMs },
  })
  await tell.step('Let the tenants in')
  tell.say(
    `An application with ikctl's login library starts in a process of its own. From here on its ${tenants} tenants log in all the time, ${perSecond} each second, each with a new token. It reads the published settings every ${pollMs / 1000} s (by default every 60 s).`,
  )
  await fleet.until('every tenant has logged in', ({ logins }) => logins.length >= tenants)
  return fleet
}

async function perform(
  rehearsal: FleetRehearsal,
): Promise<Pick<RehearsalResult, 'load' | 'problems'>> {
  const { fleet, tell, emulators } = rehearsal
  const rotationAt = Date.now()
  await rotate(rehearsal)
  const standbyAt = Date.now()
  await makeStandby(rehearsal)
  const { deletedAt, publishedAt } = await survive(rehearsal)
  await tell.step('Where it ends')
  tell.say('What is left to do is a new standby.')
  await ikctl(rehearsal, 'rotate status', '', 1)

  const endedAt = Date.now()
  const { logins, tokens, followed } = await fleet.collect()
  const begunAt = logins.reduce((first, { at }) => Math.min(first, at), rotationAt)
  const followedAt = followed.findLast(({ keyPair }) => keyPair === 'standby')?.at ?? endedAt
  const phases: Phase[] = [
    { name: 'one key pair', from: begunAt, to: rotationAt },
    { name: 'planned rotation', from: rotationAt, to: standbyAt },
    { name: 'a standby is made', from: standbyAt, to: deletedAt },
    { name: 'emergency: deleted at Docusign', from: deletedAt, to: followedAt, isOutage: true },
    // What began a moment after the end was counted as well.
    { name: 'emergency: the standby signs', from: followedAt, to: Date.now() },
  ]
  const tokenRequests = await emulators.tokenRequests()
  const problems = judgeLoad({ logins, tokens }, phases, tokenRequests.ok ?? 0)
  const followedAfterMs = followedAt - publishedAt
  if (followedAfterMs > latestFollowMs) {
    problems.push(`the application followed only ${followedAfterMs} ms after the publication`)
  }
  return {
    load: {
      phases: measureLoad(logins, phases),
      ...{ tokens, tokenRequests },
      outageSeconds: seconds(followedAt - deletedAt),
      followedAfterSeconds: seconds(followedAfterMs),
    },
    problems,
  }
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10
}
