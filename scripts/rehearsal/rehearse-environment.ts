import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDuration } from '../../src/config/duration.ts'
import { activeKeyPair, type Environment } from '../../src/config/environment.ts'
import { asEmulated } from '../../src/emulators/as-emulated.ts'
import type { Emulators } from '../../src/emulators/start-emulators.ts'
import { randomGuid } from '../../src/random/random-guid.ts'
import { table } from '../../src/text/table.ts'
import { startEmulatedEnvironment } from '../environment/open-environment.ts'
import type { Io } from '../io.ts'
import { copyConfiguration } from './copy-configuration.ts'
import { createRepository } from './create-repository.ts'
import { createEmulatedDeployment } from './emulated-deployment.ts'
import { makeFirstKeyPair } from './first-key-pair.ts'
import { ikctl, type Rehearsal } from './rehearsal.ts'
import { introduce, merge, remove, retire, syncKeys, up } from './steps.ts'
import type { Teller } from './teller.ts'

/** How a rehearsal went. */
export interface RehearsedEnvironment {
  commands: Rehearsal['commands']
  seconds: number
}

/**
 * Rehearses a rotation and an emergency of an environment on emulators, in a temporary folder that is
 * deleted at the end: with its own tenants, scopes, redirect URIs and policy. Its files stay as they are.
 *
 * @param directory the folder that holds `config/`.
 * @throws {RehearsalFailed} when a command does not do what it must.
 */
export async function rehearseEnvironment(
  environment: Environment,
  { directory, tell, io: realIo }: { directory: string; tell: Teller; io: Io },
): Promise<RehearsedEnvironment> {
  const startedAt = Date.now()
  const clock = { offsetMs: 0 }
  const io: Io = Object.create(realIo, { now: { value: () => realIo.now() + clock.offsetMs } })
  const base = mkdtempSync(join(tmpdir(), 'ikctl-rehearsal-'))
  const active = activeKeyPair(environment)
  const standIn = environment.tenants.some(({ status }) => status === 'live')
    ? undefined
    : exampleTenant()
  const rehearsed: Environment = {
    ...asEmulated(environment),
    keyPairs: new Map([...asEmulated(environment).keyPairs].filter(([id]) => id === active?.id)),
    tenants: [...environment.tenants, ...(standIn === undefined ? [] : [standIn.tenant])],
  }
  const started = await startEmulatedEnvironment(rehearsed, { now: () => realIo.now() })
  const { emulators } = started
  try {
    const folder = join(base, 'repository')
    mkdirSync(folder)
    const repository = createRepository(folder)
    const { access } = emulators
    const { integrationKey } = environment.integration
    const [registered] = emulators.docusign.state.keyPairs(integrationKey)
    const keyPair = active && started.environment.keyPairs.get(active.id)
    copyConfiguration(directory, folder, {
      environment,
      vaults: { signing: access.keyVault.url, settings: access.keyVault.settingsUrl },
      ...(standIn && { standIn }),
      ...(active &&
        keyPair &&
        registered && {
          active: { id: active.id, keyPair, publicKey: registered.publicKey.pem },
        }),
    })
    repository.commit('The configuration, on emulators')
    const accessFile = join(base, 'emulators.json')
    writeFileSync(accessFile, JSON.stringify(access), { mode: 0o600 })
    const rehearsal: Rehearsal = {
      ...{ environment: environment.name, tell, repository, io, commands: [] },
      deployment: await createEmulatedDeployment(environment.name, folder, access, io),
      emulators: {
        ...{ access, accessFile },
        upload: async (pem) => emulators.docusign.state.uploadKeyPair(integrationKey, pem),
        remove: async (id) => emulators.docusign.state.deleteKeyPair(integrationKey, id),
      },
    }
    introduceRehearsal(rehearsal, environment, standIn?.id)
    await perform(rehearsal, environment, (offsetMs) => {
      clock.offsetMs = offsetMs
      setClocks(emulators, offsetMs)
    })
    const { commands } = rehearsal
    return { commands, seconds: Math.round((Date.now() - startedAt) / 1000) }
  } finally {
    await emulators.close()
    rmSync(base, { recursive: true, force: true })
  }
}

/**
 * About how long a rehearsal takes on two processor cores, in seconds: some commands whatever the size,
 * and those that look at every tenant.
 */
export function estimateSeconds({ tenants }: Environment): number {
  return 10 + Math.ceil(tenants.length / 40)
}

// --- internal ---

/** How many tenants show by a login that a change has worked. */
const shown = '--quiet --sample 20'

/** A customer to rehearse with, where there is none yet. */
function exampleTenant() {
  const [account, user] = [randomGuid(Math.random), randomGuid(Math.random)]
  const id = 'rehearsal-example'
  const tenant = {
    ...{ id, name: 'Example for the rehearsal', status: 'live' as const },
    ...{ account, users: { default: user } },
  }
  const text = `name: ${tenant.name}\nstatus: live\naccount: ${account}\nusers:\n  default: ${user}\n`
  return { id, tenant, text }
}

function setClocks({ docusign, signingVault, settingsVault }: Emulators, offsetMs: number): void {
  docusign.settings.clockOffsetMs = offsetMs
  signingVault.clockOffsetMs = offsetMs
  settingsVault.clockOffsetMs = offsetMs
}

function introduceRehearsal(
  { tell, emulators, repository }: Rehearsal,
  { name, tenants, keyPairs, integration }: Environment,
  standIn: string | undefined,
): void {
  const active = [...keyPairs].find(([, { state }]) => state === 'active')?.[0]
  const others = keyPairs.size - (active === undefined ? 0 : 1)
  const { access, accessFile } = emulators
  tell.lines([
    `A rotation and an emergency of "${name}", on the loopback of this machine only:`,
    '',
    ...table([
      ['  Docusign', `an emulator at ${access.docusign.url}`],
      ['  vaults', `emulators at ${access.keyVault.url} and ${access.keyVault.settingsUrl}`],
      ['  tenants', `${tenants.length} of yours`],
      ['  repository', repository.folder],
    ]),
    '',
  ])
  tell.say(
    `Rehearsed with your tenants, scopes, redirect URIs and policy: every command of ikctl, the check of each pull request (\`ikctl plan\`), and the manual steps at Docusign. Not rehearsed: Pulumi and Azure's permissions (the code of \`ikctl emulate\` makes keys and publishes settings instead), your pipelines and your applications.`,
  )
  if (standIn !== undefined) {
    tell.say(`No tenant is live yet, so an example stands in: "${standIn}".`)
  }
  if (others > 0) {
    const begins =
      active === undefined
        ? 'no key pair'
        : `"${active}", your active key pair, with a key that the emulators made`
    tell.say(
      `It begins with ${begins}; ${others === 1 ? 'another is' : `${others} others are`} left out.`,
    )
  }
  if (integration.clientSecrets !== undefined) tell.say('Client secrets are left out.')
  tell.say(
    `To look at it from another terminal: cd ${repository.folder}; IKCTL_EMULATORS=${accessFile} ikctl rotate status ${name}`,
  )
}

async function perform(
  rehearsal: Rehearsal,
  environment: Environment,
  setClock: (offsetMs: number) => void,
): Promise<void> {
  const { tell } = rehearsal
  const { rotation } = environment.integration
  const active = activeKeyPair(environment)?.id
  const isProven = rotation.evidence !== 'none'
  const [next = '', standby = ''] = ['rehearsed', 'standby'].map((id) =>
    id === active ? `${id}-2` : id,
  )
  if (active === undefined) await makeFirstKeyPair(rehearsal)
  else {
    await tell.step('Trust the evidence key')
    tell.say('Its public half is merged once: with it everybody can check evidence offline.')
    await ikctl(rehearsal, 'key evidence')
    await merge(rehearsal, 'Trust the evidence key')
    await up(rehearsal)
  }
  const old = active ?? 'first'
  await ikctl(rehearsal, 'smoke', shown)

  await tell.step('A second key pair, beside the first')
  await introduce(rehearsal, next)

  await tell.step('Prove that nobody would be locked out')
  if (isProven) {
    tell.say('Tenants log in with both key pairs. Without that evidence, promotion is refused.')
    await ikctl(rehearsal, 'rotate promote', next, 1)
  } else tell.say('Your policy asks for no evidence: the comparison only informs.')
  await ikctl(rehearsal, 'smoke', `--candidate ${next} --quiet`)

  await tell.step('Swap')
  await ikctl(rehearsal, 'rotate promote', next)
  await merge(rehearsal, `Promote key pair ${next}`)
  await up(rehearsal)
  await ikctl(rehearsal, 'smoke', shown)

  await tell.step('Back, and forth again')
  tell.say('As long as the old key pair is registered, a login of the canary user is enough.')
  await ikctl(rehearsal, 'rotate rollback')
  await merge(rehearsal, `Roll back to key pair ${old}`)
  await up(rehearsal)
  await ikctl(rehearsal, 'rotate promote', next)
  await merge(rehearsal, `Promote key pair ${next} again`)
  await up(rehearsal)

  await tell.step('Wait for the overlap')
  tell.say(`Your policy keeps the old key pair registered for ${rotation.overlap}.`)
  await ikctl(rehearsal, 'rotate retire', old, 1)
  setClock(parseDuration(rotation.overlap) + 3_600_000)
  tell.say('All clocks are put forward.')

  await tell.step('Delete the old key pair at Docusign, and prove that it is gone')
  tell.say('Docusign still accepts it, so it cannot be retired yet.')
  await ikctl(rehearsal, 'rotate retire', `${old} --interval 0`, 1)
  await remove(rehearsal, old)
  await retire(rehearsal, old)

  await tell.step('Keep a standby')
  await introduce(rehearsal, standby)
  await syncKeys(rehearsal)

  await tell.step('An emergency: somebody may have the key')
  tell.say(
    'Deleting the key pair at Docusign first stops the thief at once, and every tenant until the standby signs. docs/emergency.md weighs the order.',
  )
  await remove(rehearsal, next)
  await ikctl(rehearsal, 'smoke', shown, 3)

  await tell.step('Let the standby sign')
  await ikctl(rehearsal, 'rotate compromise', `${next} --reason "rehearsal"`)
  await merge(rehearsal, `Compromise key pair ${next}, promote the standby`)
  await up(rehearsal)
  await ikctl(rehearsal, 'smoke', shown)

  await tell.step('Prove that the compromised key pair is refused')
  await retire(rehearsal, next)
}
