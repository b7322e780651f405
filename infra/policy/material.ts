import { type ResourceValidationPolicy, UnknownValueError } from '@pulumi/policy'

export const materialPolicies: ResourceValidationPolicy[] = [
  {
    name: 'no-key-material',
    description: 'No private key passes through Pulumi: its state keeps every input.',
    enforcementLevel: 'mandatory',
    validateResource: ({ props }, report) => {
      for (const [path, text] of texts(props, '')) {
        if (isKeyMaterial(text)) {
          report(`${path} holds a private key: import it with \`ikctl key import\` instead`)
        }
      }
    },
  },
]

// --- internal ---

/** PEM in plain or in base64 (which keeps the words visible at one of three offsets), and private JWKs. */
function isKeyMaterial(text: string): boolean {
  const decoded = /^[\w+/=\s-]{64,}$/.test(text)
    ? Buffer.from(text, 'base64').toString('latin1')
    : ''
  return [text, decoded].some(
    (candidate) =>
      /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(candidate) ||
      (/"kty"\s*:/.test(candidate) && /"(d|p|q|dp|dq|qi|k)"\s*:\s*"/.test(candidate)),
  )
}

/** Every text in a value, with its path; what a preview does not know yet is left out. */
function* texts(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    let child: unknown
    try {
      child = (value as Record<string, unknown>)[key]
    } catch (error) {
      if (error instanceof UnknownValueError) continue
      throw error
    }
    yield* texts(child, path === '' ? key : `${path}.${key}`)
  }
}
