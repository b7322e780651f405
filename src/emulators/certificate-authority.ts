import { webcrypto as crypto } from 'node:crypto'

/** A key and a certificate for one server, both PEM. */
export interface ServerCertificate {
  key: string
  cert: string
}

/** A certificate authority that lives as long as the process: its private key is never written. */
export interface CertificateAuthority {
  /** The authority's own certificate, PEM: what clients have to trust. */
  readonly certificate: string
  /** Issues a server certificate for DNS names and IP addresses. */
  issue(hosts: readonly string[]): Promise<ServerCertificate>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000

/** Makes a certificate authority (ECDSA P-256) that is valid for 30 days around now. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const notBefore = new Date(Date.now() - day)
  const notAfter = new Date(Date.now() + 30 * day)
  const root = await x509.X509CertificateGenerator.createSelfSigned(
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
