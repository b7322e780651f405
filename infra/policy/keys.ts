import { Key } from '@pulumi/azure-native/keyvault/key.js'
import { type ResourceValidationPolicy, validateResourceOfType } from '@pulumi/policy'

export const keyPolicies: ResourceValidationPolicy[] = [
  {
    name: 'key-has-one-purpose',
    description: 'A key either signs or encrypts or wraps; without a list it could do everything.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(
      Key,
      ({ properties: { keyOps = [] } }, _args, report) => {
        const fits = purposes.some((purpose) => keyOps.every((operation) => purpose.has(operation)))
        if (keyOps.length === 0 || !fits) {
          report(
            `keyOps [${keyOps.join(', ')}] is not one purpose: name "sign" only, for a signing key`,
          )
        }
      },
    ),
  },
  {
    name: 'signing-key-never-expires',
    description: 'The vault refuses to sign with an expired key, so an expiry is an outage timer.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Key, ({ properties }, _args, report) => {
      if (!signs(properties.keyOps)) return
      const { expires, notBefore, enabled } = properties.attributes ?? {}
      if (expires !== undefined) report('remove attributes.expires')
      if (notBefore !== undefined) report('remove attributes.notBefore')
      if (enabled === false)
        report('set attributes.enabled to true; `ikctl key sync` disables keys')
    }),
  },
  {
    name: 'key-does-not-rotate-itself',
    description: 'A version that Docusign does not know breaks every login at once.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Key, ({ properties }, _args, report) => {
      if (!signs(properties.keyOps)) return
      for (const { action } of properties.rotationPolicy?.lifetimeActions ?? []) {
        if (action?.type !== 'notify') report('remove the lifetime action "rotate"')
      }
    }),
  },
  {
    name: 'key-stays-in-its-vault',
    description: 'No key can be exported or released.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Key, ({ properties }, _args, report) => {
      if (properties.attributes?.exportable === true) report('set attributes.exportable to false')
      if (properties.releasePolicy !== undefined) report('remove releasePolicy')
    }),
  },
  {
    name: 'key-is-strong',
    description: 'RSA keys have at least 2048 bits; elliptic curves are P-256 or larger.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Key, ({ properties }, _args, report) => {
      const { kty, keySize, curveName } = properties
      if (kty?.startsWith('RSA') && !((keySize ?? 0) >= 2048)) {
        report('set keySize to 2048, 3072 or 4096')
      }
      if (kty?.startsWith('EC') && !/^P-(256|384|521)$/.test(curveName ?? '')) {
        report('set curveName to "P-256", "P-384" or "P-521"')
      }
    }),
  },
  {
    name: 'key-is-left-alone',
    description: 'Pulumi does not undo what was done to a key in the vault, such as disabling it.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Key, (_key, { opts }, report) => {
      if (!opts.ignoreChanges.includes('properties')) {
        report('set the resource option ignoreChanges to ["properties", "tags"]')
      }
    }),
  },
]

// --- internal ---

const purposes = [
  new Set(['sign', 'verify']),
  new Set(['encrypt', 'decrypt']),
  new Set(['wrapKey', 'unwrapKey']),
]

function signs(keyOps: readonly string[] | undefined): boolean {
  return keyOps === undefined || keyOps.length === 0 || keyOps.includes('sign')
}
