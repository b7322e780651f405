import { isCollection, isMap, isScalar, Document as YamlDocument } from 'yaml'
import type { Integration } from '../config/environment.ts'
import { modeline, packagedSchemas } from '../config/modeline.ts'

/** What a team says about itself. */
export interface InitAnswers {
  /** Name of the first environment, beside `local`. */
  environment: string
  platform: 'demo' | 'production'
  product: string
  integrationKey: string
  managedIn: NonNullable<Integration['managedIn']>
  /** Account id. */
  managementAccount: string
  contact: string
  canaryUser: string
  /** Where Docusign comes back to after consent. */
  redirectUri: string
  /** `https://...` */
  signingVault: string
  settingsVault: string
}

/**
 * The files below `config/` of a new repository, but for the tenants: the environment that was asked
 * for, which has no key pair yet, and `local` with one that the emulators make.
 *
 * @param now epoch milliseconds.
 */
export function newConfiguration(answers: InitAnswers, now: number): Map<string, string> {
  const { environment } = answers
  return new Map([
    file(`config/${environment}/integration.yaml`, integrationOf(answers)),
    file(`config/${environment}/key-pairs.yaml`, { keyPairs: {} }),
    file('config/local/integration.yaml', localIntegration(answers)),
    file(
      'config/local/key-pairs.yaml',
      { keyPairs: localKeyPair(now) },
      'The emulators make the key when they start, so there is no key id and no thumbprint here.',
    ),
  ])
}

// --- internal ---

function file(path: string, value: object, comment?: string): [string, string] {
  const document = new YamlDocument(value, { version: '1.2' })
  for (const way of onOneLine) {
    const node = document.getIn(way)
    if (isCollection(node)) node.flow = true
  }
  // Ids that look like dates are quoted.
  const keyPairs = document.get('keyPairs')
  if (isMap(keyPairs)) {
    for (const { key } of keyPairs.items) if (isScalar(key)) key.type = 'QUOTE_DOUBLE'
  }
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false })
  const remark = comment === undefined ? '' : `# ${comment}\n`
  return [path, `${modeline(packagedSchemas, path)}\n${remark}${text}`]
}

const onOneLine = [
  ['scopes', 'login'],
  ['scopes', 'consent'],
  ['rotation', 'evidence'],
]

const scopes = () => ({
  login: ['signature', 'impersonation'],
  consent: ['signature', 'impersonation'],
})

function integrationOf(answers: InitAnswers): Integration {
  const { product, integrationKey, platform, contact, canaryUser } = answers
  return {
    ...{ product, integrationKey, platform, managedIn: answers.managedIn },
    managementAccount: { id: answers.managementAccount, contact, canaryUser },
    scopes: scopes(),
    redirectUris: { consent: answers.redirectUri },
    vaults: { signing: answers.signingVault, settings: answers.settingsVault },
    rotation: {
      ...{ maxAge: '180d', renewBefore: '30d', overlap: '24h', standby: false },
      evidence: { maxAge: '24h', sample: platform === 'demo' ? 'all' : 200 },
    },
  }
}

/** The same application on the emulators, whose accounts and users are nobody's. */
function localIntegration({ product, integrationKey }: InitAnswers): Integration {
  return {
    ...{ product, integrationKey, platform: 'emulator' },
    managementAccount: {
      id: '01ad1f33-bfef-4426-a615-c7d33e2cbe6f',
      canaryUser: '2530a351-05fe-4d30-8b91-ee8074881def',
    },
    scopes: scopes(),
    redirectUris: { consent: 'http://127.0.0.1:8080/docusign/consented' },
    rotation: {
      ...{ maxAge: '180d', renewBefore: '30d', overlap: '24h' },
      evidence: 'none',
    },
  }
}

function localKeyPair(now: number): object {
  const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    [time.slice(0, 7)]: {
      ...{ state: 'active', origin: 'vault', custody: 'key' },
      since: { pending: time, staged: time, active: time },
    },
  }
}
