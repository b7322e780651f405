import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  createEvidence,
  type Evidence,
  type EvidenceSigner,
  loginSet,
  type PromoteEvidence,
} from '../../src/rotation/evidence.ts'
import type { KeyPairChange } from '../../src/rotation/key-pair-change.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'
import {
  active,
  candidate,
  commit,
  evidenceFiles,
  hour,
  iso,
  now,
  pair,
  promoteEvidence,
  promotion,
  retireEvidence,
  retirement,
  signer,
  since,
  violationsOf,
  withBaseKey,
  withProof,
} from '../support/key-pair-change.ts'

function rsaSigner(): EvidenceSigner {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    alg: 'PS256',
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }) as string,
    // 6: RSA_PKCS1_PSS_PADDING
    sign: async (input) => sign('sha256', input, { key: privateKey, padding: 6, saltLength: 32 }),
  }
}

describe('good evidence', () => {
  test('lets a promotion pass, whether the evidence key is P-256 or RSA', async () => {
    expect(await violationsOf(await promotion())).toEqual([])
    const rsa = rsaSigner()
    const checked = withBaseKey(await promotion(promoteEvidence, rsa), rsa.publicKey)
    expect(await violationsOf(checked)).toEqual([])
  })

  test('lets a retirement pass, and that of a compromised key pair without any overlap', async () => {
    expect(await violationsOf(await retirement())).toEqual([])

    const { publishedAt, publishedFrom, ...rest } = retireEvidence
    expect([publishedAt, publishedFrom]).not.toContain(undefined)
    const checked = await retirement({ ...rest, from: 'compromised' })
    const compromised = { ...pair('compromised', active.thumbprint), reason: 'in a log' }
    const base = new Map(checked.base.keyPairs).set(active.id, compromised)
    const head = new Map(base).set(active.id, {
      ...compromised,
      state: 'retired',
      since: { ...since, retired: iso(now) },
    })
    expect(
      await violationsOf({
        ...checked,
        base: { ...checked.base, keyPairs: base },
        head: { ...checked.head, keyPairs: head },
      }),
    ).toEqual([])
  })

  test('holds sets of logins by number and digest only', async () => {
    const text = await createEvidence(promoteEvidence, signer, { now })
    const [header = '', payload = ''] = text.split('.')
    const decoded = Buffer.from(payload, 'base64url').toString()
    expect(decoded).not.toContain('acme')
    expect(JSON.parse(decoded).logins.passing).toEqual({
      count: 3,
      sha256: createHash('sha256').update('acme/default\nacme/hr\nadatum/default\n').digest('hex'),
    })
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'ES256',
      typ: 'ikctl-evidence+jwt',
    })
  })
})

describe('a promotion is refused, each time with its own message', () => {
  const failing = (logins: Partial<PromoteEvidence['logins']>): PromoteEvidence => ({
    ...promoteEvidence,
    logins: { ...promoteEvidence.logins, ...logins },
  })
  const other = evidenceSigner()
  const attacks: Record<string, [code: string, words: RegExp, () => Promise<KeyPairChange>]> = {
    'one regressed user': [
      'evidence/regressed',
      /1 user who can log in today could not log in/,
      () => promotion(failing({ regressed: loginSet(['acme/hr']) })),
    ],
    'unproven users': [
      'evidence/unproven',
      /for 2 users nothing is proven/,
      () => promotion(failing({ unproven: loginSet(['a/b', 'a/c']) })),
    ],
    'a canary that failed': [
      'evidence/canary-failed',
      /canary/,
      () => promotion({ ...promoteEvidence, canary: 'failed' }),
    ],
    'stale evidence': [
      'evidence/stale',
      /is older than 24h/,
      async () => ({ ...(await promotion()), now: now + 24 * hour }),
    ],
    'evidence from the future': [
      'evidence/from-the-future',
      /after now/,
      async () => ({ ...(await promotion()), now: now - 2 * hour }),
    ],
    'evidence of another key pair': [
      'evidence/other-candidate',
      /about key pair 2026-12, not 2026-11/,
      () => promotion({ ...promoteEvidence, candidate: { ...candidate, id: '2026-12' } }),
    ],
    'evidence of another key under the same id': [
      'evidence/other-candidate',
      /about key pair 2026-11 with thumbprint/,
      () =>
        promotion({
          ...promoteEvidence,
          candidate: { ...candidate, thumbprint: active.thumbprint },
        }),
    ],
    'compared with another active key pair': [
      'evidence/other-active',
      /about the active key pair 2025-11, not 2026-05/,
      () => promotion({ ...promoteEvidence, active: { ...active, id: '2025-11' } }),
    ],
    'evidence of another integration key': [
      'evidence/other-integration-key',
      /about integration key 00000000/,
      () =>
        promotion({ ...promoteEvidence, integrationKey: '00000000-0000-4000-8000-000000000000' }),
    ],
    'evidence of another platform': [
      'evidence/other-platform',
      /about the platform demo, not production/,
      () => promotion({ ...promoteEvidence, platform: 'demo' }),
    ],
    'evidence of another product': [
      'evidence/other-product',
      /about the product contoso-fax/,
      () => promotion({ ...promoteEvidence, product: 'contoso-fax' }),
    ],
    'a commit that is not in the history': [
      'evidence/other-commit',
      /not part of the base revision's history/,
      () => promotion({ ...promoteEvidence, commit: commit.replace('1', '2') }),
    ],
    'no commit at all': [
      'evidence/other-commit',
      /commit \(none\)/,
      () => promotion({ ...promoteEvidence, commit: null }),
    ],
    'a sample that is too small': [
      'evidence/sample-too-small',
      /covers 2 of 500 live tenants, the policy asks for all/,
      () => promotion({ ...promoteEvidence, sample: { policy: 2, tenants: 2, liveTenants: 500 } }),
    ],
    'more tenants than logins': [
      'evidence/impossible-counts',
      /counts 3 logins .* of 9 of 9 live tenants, which cannot be/,
      () =>
        promotion({ ...promoteEvidence, sample: { policy: 'all', tenants: 9, liveTenants: 9 } }),
    ],
    'a sample loosened in the same change': [
      'evidence/loosened-policy',
      /this same change lowers rotation.evidence.sample to 2, but the base revision asks for all/,
      async () =>
        withHeadPolicy(
          await promotion({
            ...promoteEvidence,
            sample: { policy: 2, tenants: 2, liveTenants: 500 },
          }),
          { maxAge: '24h', sample: 2 },
        ),
    ],
    'an age loosened in the same change': [
      'evidence/loosened-policy',
      /this same change raises rotation.evidence.maxAge to 30d/,
      async () => ({
        ...withHeadPolicy(await promotion(), { maxAge: '30d', sample: 'all' }),
        now: now + 48 * hour,
      }),
    ],
    'an evidence key replaced in the same change': [
      'evidence/replaced-evidence-key',
      /signed by the evidence key that this same change puts in place/,
      async () => {
        const checked = await promotion(promoteEvidence, other)
        const evidence = evidenceFiles(checked.head.evidence(''), other.publicKey)
        return { ...checked, head: { ...checked.head, evidence } }
      },
    ],
    'an unknown evidence key': [
      'evidence/signature',
      /not by the evidence key of the base revision/,
      () => promotion(promoteEvidence, other),
    ],
    'no evidence key in the base revision': [
      'evidence/no-evidence-key',
      /base revision has no evidence\/evidence.pem/,
      async () => withBaseKey(await promotion(), undefined),
    ],
    'evidence of a retirement': [
      'evidence/other-purpose',
      /no evidence for "promote"/,
      () => promotion({ ...retireEvidence, candidate, active }),
    ],
    'no evidence': [
      'evidence/missing',
      /2026-11.promote.jws is missing/,
      async () => withProof(await promotion(), undefined),
    ],
    'no JWS': [
      'evidence/malformed',
      /no JWS in compact form/,
      async () => withProof(await promotion(), '{"regressed": 0}'),
    ],
    'a key pair that the base revision does not identify': [
      'evidence/other-candidate',
      /not one that the base does not declare/,
      async () => {
        const checked = await promotion()
        const { thumbprint, ...rest } = pair('staged', candidate.thumbprint)
        expect(thumbprint).toBe(candidate.thumbprint)
        return {
          ...checked,
          base: {
            ...checked.base,
            keyPairs: new Map(checked.base.keyPairs).set(candidate.id, rest),
          },
        }
      },
    ],
  }
  test.each(Object.entries(attacks))('%s', async (_, [code, words, make]) => {
    const violations = await violationsOf(await make())
    expect(violations.map((violation) => violation.code)).toEqual([code])
    expect(violations[0]?.message).toMatch(words)
    expect(violations[0]?.wayForward).not.toBe('')
  })

  test('any byte changed', async () => {
    const checked = await promotion()
    const text = checked.head.evidence('2026-11.promote.jws') ?? ''
    for (let index = 0; index < text.trimEnd().length; index += 1) {
      const code = text.charCodeAt(index)
      // By turns the least change in value, and a change within the alphabet.
      const within = text[index] === 'A' ? 'B' : 'A'
      const changes = index % 2 === 0 ? [String.fromCharCode(code ^ 1)] : [within]
      for (const changed of index > text.length - 4 ? [...changes, within, 'w', 'x'] : changes) {
        if (changed === text[index]) continue
        const evil = text.slice(0, index) + changed + text.slice(index + 1)
        const violations = await violationsOf(withProof(checked, evil))
        expect(['evidence/signature', 'evidence/malformed'], `at ${index}`).toContain(
          violations[0]?.code,
        )
      }
    }
  })

  test('signed with the right key by another algorithm, or by none', async () => {
    const checked = await promotion()
    const [, payload = ''] = (checked.head.evidence('') ?? '').split('.')
    for (const alg of ['none', 'HS256', 'ES384']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'ikctl-evidence+jwt' }))
      const input = `${header.toString('base64url')}.${payload}`
      const signature = sign('sha256', Buffer.from(input), {
        key: signer.privateKey,
        dsaEncoding: 'ieee-p1363',
      })
      const text = `${input}.${signature.toString('base64url')}\n`
      const violations = await violationsOf(withProof(checked, text))
      expect(violations.map(({ code }) => code)).toEqual(['evidence/signature'])
    }
  })

  test.each(['iat', 'commit', 'candidate', 'active', 'sample', 'logins'])(
    'made by a version that did not write "%s"',
    async (member) => {
      const checked = await promotion()
      const payload = { aud: 'ikctl:evidence', iat: now / 1000 - 60, ...promoteEvidence }
      const input = [
        { alg: 'ES256', typ: 'ikctl-evidence+jwt' },
        { ...payload, tool: 'ikctl 9', [member]: undefined },
      ]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      const signature = await signer.sign(Buffer.from(input))
      const text = `${input}.${Buffer.from(signature).toString('base64url')}`
      const violations = await violationsOf(withProof(checked, text))
      expect(violations).toEqual([
        expect.objectContaining({
          code: 'evidence/malformed',
          message: expect.stringContaining('made by ikctl 9'),
        }),
      ])
    },
  )

  test('signed with the right key for another purpose', async () => {
    const checked = await promotion()
    const token = async (header: object, claims: object) => {
      const input = [header, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      const signature = await signer.sign(Buffer.from(input))
      return `${input}.${Buffer.from(signature).toString('base64url')}`
    }
    const claims = { aud: 'ikctl:evidence', iat: now / 1000 - 60, ...promoteEvidence }
    for (const text of [
      await token({ alg: 'ES256', typ: 'JWT' }, claims),
      await token({ alg: 'ES256', typ: 'ikctl-evidence+jwt' }, { ...claims, aud: 'login' }),
    ]) {
      const violations = await violationsOf(withProof(checked, text))
      expect(violations.map(({ code }) => code)).toEqual(['evidence/other-purpose'])
    }
  })
})

describe('a retirement is refused', () => {
  const attacks: Record<string, [code: string, Evidence]> = {
    'when Docusign still took the key pair once': [
      'evidence/not-refused',
      { ...retireEvidence, refusal: { attempts: 5, refused: 4, activeAccepted: 6 } },
    ],
    'when it was refused only twice': [
      'evidence/not-refused',
      { ...retireEvidence, refusal: { attempts: 2, refused: 2, activeAccepted: 3 } },
    ],
    'when the active one was not accepted in the same run': [
      'evidence/not-refused',
      { ...retireEvidence, refusal: { attempts: 5, refused: 5, activeAccepted: 0 } },
    ],
    'before the overlap is over': [
      'evidence/overlap',
      { ...retireEvidence, publishedAt: iso(now - 20 * hour) },
    ],
    'with proof made for a compromised key pair': [
      'evidence/overlap',
      { ...retireEvidence, from: 'compromised' },
    ],
    'with evidence of another key pair': [
      'evidence/other-candidate',
      { ...retireEvidence, candidate: { ...active, thumbprint: candidate.thumbprint } },
    ],
  }
  test.each(Object.entries(attacks))('%s', async (_, [code, evidence]) => {
    const violations = await violationsOf(await retirement(evidence))
    expect(violations.map((violation) => violation.code)).toEqual([code])
  })
})

function withHeadPolicy(
  checked: KeyPairChange,
  evidence: { maxAge: string; sample: number | 'all' },
): KeyPairChange {
  const { integration } = checked.head
  return {
    ...checked,
    head: {
      ...checked.head,
      integration: { ...integration, rotation: { ...integration.rotation, evidence } },
    },
  }
}
