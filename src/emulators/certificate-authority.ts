import {
  createPrivateKey,
  createPublicKey,
  webcrypto as crypto,
  X509Certificate,
} from 'node:crypto'

/** A key and a certificate for one server, both PEM. */
export interface ServerCertificate {
  key: string
  cert: string
}

/** A certificate authority with its private key, both PEM. */
export type KeptAuthority = ServerCertificate

/** A certificate authority: its private key is written only where a state is kept. */
export interface CertificateAuthority {
  /** The authority's own certificate, PEM: what clients have to trust. */
  readonly certificate: string
  /** Issues a server certificate for DNS names and IP addresses. */
  issue(hosts: readonly string[]): Promise<ServerCertificate>
  /** What another process needs to go on as this authority. */
  keep(): Promise<KeptAuthority>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000

/**
 * Makes a certificate authority (ECDSA P-256) that is valid for 30 days around now.
 *
 * @param kept goes on as long as it is valid for a day more.
 */
export async function createCertificateAuthority(
  kept?: KeptAuthority,
): Promise<CertificateAuthority> {
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const isValid = kept && Date.parse(new X509Certificate(kept.cert).validTo) > Date.now() + day
  const keys = isValid ? await readKeys(kept.key) : await makeKeys()
  const notBefore = new Date(Date.now() - day)
  const notAfter = new Date(Date.now() + 30 * day)
  const root = isValid
    ? new x509.X509Certificate(kept.cert)
    : await x509.X509CertificateGenerator.createSelfSigned(
        {
          name: 'CN=ikctl emulators',
          notBefore,
          notAfter,
          keys,
          signingAlgorithm: algorithm,
          extensions: [
            new x509.BasicConstraintsExtension(true, 0, true),
            new x509.KeyUsagesExtension(
              x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
              true,
            ),
            await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
          ],
        },
        crypto,
      )

  return {
    certificate: root.toString('pem'),
    async keep() {
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
      return { cert: root.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') }
    },
    async issue(hosts) {
      const leaf = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
      const certificate = await x509.X509CertificateGenerator.create(
        {
          subject: `CN=${hosts[0]}`,
          issuer: root.subject,
          notBefore,
          notAfter,
          publicKey: leaf.publicKey,
          signingKey: keys.privateKey,
          signingAlgorithm: algorithm,
          extensions: [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey, false, crypto),
            new x509.SubjectAlternativeNameExtension(
              hosts.map((value) => ({
                type: /^[\d.]+$|:/.test(value) ? ('ip' as const) : ('dns' as const),
                value,
              })),
            ),
          ],
        },
        crypto,
      )
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', leaf.privateKey)
      return {
        key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
        cert: certificate.toString('pem'),
      }
    },
  }
}

// --- internal ---

function makeKeys() {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

async function readKeys(pem: string) {
  const privateKey = createPrivateKey(pem)
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(pem).export({ format: 'der', type: 'spki' })
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
  }
}
