import type { Environment } from '../config/environment.ts'
import { appsAndKeys } from '../key-pair/apps-and-keys.ts'
import { inState } from '../key-pair/key-pair-map.ts'
import { formatTime } from '../key-pair/state-times.ts'
import type { KeyPairState } from '../key-pair/states.ts'
import { rotationDates } from './rotation-dates.ts'

/**
 * What comes next for the key pairs as they are, in the order in which it is to be done. Manual steps
 * name the exact values.
 *
 * @param now epoch milliseconds.
 */
export function nextSteps(
  environment: Pick<Environment, 'name' | 'path' | 'integration' | 'keyPairs'>,
  now: number,
): string[] {
  const { name, keyPairs } = environment
  if ([...keyPairs.values()].every(({ state }) => state === 'retired')) return firstSteps(name)
  return (['compromised', 'pending', 'staged', 'retiring', 'active'] as const).flatMap((state) =>
    inState(environment.keyPairs, state).flatMap((id) => steps[state](environment, id, now)),
  )
}

// --- internal ---

type Described = Parameters<typeof nextSteps>[0]

/** Nothing signs yet, or not with a key pair that is declared. */
function firstSteps(name: string): string[] {
  return [
    `declare the first key pair: \`ikctl rotate start ${name}\``,
    `or, where one signs already, take it in: \`ikctl rotate adopt ${name} ID --key VAULT-KEY-OR-SECRET-ID\``,
  ]
}

const steps: Record<
  Exclude<KeyPairState, 'retired'>,
  (environment: Described, id: string, now: number) => string[]
> = {
  compromised: (environment, id) => [
    `merge the change, and publish the new settings at once: \`pulumi up -s ${environment.name}\`; see with \`ikctl smoke ${environment.name}\` that everybody can log in`,
    `delete key pair ${id} at Docusign by hand${keyPairId(environment, id)}: ${appsAndKeys(environment.integration, 'Service Integration')}`,
    `prove that Docusign refuses it, while its vault key is still enabled: \`ikctl rotate retire ${environment.name} ${id}\``,
    `then disable the vault key: \`ikctl key sync ${environment.name} --yes\`, and make a new standby: \`ikctl rotate start ${environment.name}\``,
  ],
  pending: (environment, id) => {
    const { name, path, keyPairs } = environment
    const { thumbprint, origin } = keyPairs.get(id) ?? {}
    if (thumbprint !== undefined) {
      return [
        `upload ${path}/public-keys/${id}.pem: ${appsAndKeys(environment.integration, 'Service Integration > UPLOAD RSA')}`,
        `then, with the key pair id that is shown there: \`ikctl rotate stage ${name} ${id} --docusign-id GUID\``,
      ]
    }
    return origin === 'vault'
      ? [
          `merge the change; \`pulumi up -s ${name}\` makes the key in the vault; then \`ikctl rotate stage ${name} ${id}\` says what to upload`,
        ]
      : [
          `let Docusign make the key pair: ${appsAndKeys(environment.integration, 'Service Integration > GENERATE RSA')}; the private key is shown once`,
          `store it: \`ikctl key import ${name} ${id}\`; then \`ikctl rotate stage ${name} ${id}\``,
        ]
  },
  staged: (environment, id, now) => {
    const { name, keyPairs, integration } = environment
    if (inState(keyPairs, 'active').length === 0) {
      return [`it is the first: \`ikctl rotate promote ${name} ${id}\``]
    }
    if (keyPairs.get(id)?.since.active !== undefined) {
      return [
        `it signed until the rollback: merge the change, and publish the settings at once: \`pulumi up -s ${name}\``,
        `then see that everybody can log in: \`ikctl smoke ${name}\``,
        `look for the cause; then promote ${id} again with new evidence (\`ikctl smoke ${name} --candidate ${id}\`), or take it back: \`ikctl rotate withdraw ${name} ${id}\``,
      ]
    }
    const dates = rotationDates(keyPairs, integration.rotation)
    const standby =
      integration.rotation.standby === true && dates !== undefined && now < dates.renewFrom
        ? `keep ${id} as the standby until ${formatTime(dates.renewFrom)}, or `
        : ''
    const retiring = inState(keyPairs, 'retiring')
    return retiring.length > 0
      ? []
      : [
          `${standby}merge the change; compare both key pairs: \`ikctl smoke ${name} --candidate ${id}\`; with its evidence: \`ikctl rotate promote ${name} ${id}\``,
        ]
  },
  retiring: (environment, id) => {
    const { name, integration } = environment
    const [active = ''] = inState(environment.keyPairs, 'active')
    return [
      `merge the change, and publish the new settings: \`pulumi up -s ${name}\`; applications follow to ${active}`,
      `${integration.rotation.overlap} after they were published, and when nothing uses ${id} any more, delete it at Docusign by hand${keyPairId(environment, id)}: ${appsAndKeys(environment.integration, 'Service Integration')}`,
      `then prove it: \`ikctl rotate retire ${name} ${id}\`. Until it is deleted, \`ikctl rotate rollback ${name}\` is the way back`,
    ]
  },
  active: ({ name, keyPairs, integration }, id, now) => {
    const others = (['pending', 'staged', 'retiring', 'compromised'] as const).some(
      (state) => inState(keyPairs, state).length > 0,
    )
    const dates = rotationDates(keyPairs, integration.rotation)
    if (others || dates === undefined) return []
    if (now >= dates.renewFrom) return [`renew ${id} now: \`ikctl rotate start ${name}\``]
    return [
      `nothing until ${formatTime(dates.renewFrom)}; then renew ${id}: \`ikctl rotate start ${name}\``,
    ]
  },
}

function keyPairId({ keyPairs }: Described, id: string): string {
  const shown = keyPairs.get(id)?.docusignKeyPairId
  return shown === undefined
    ? ' (its id at Docusign is not recorded: compare the public half)'
    : ` (key pair id ${shown})`
}
