/** What the Azure clients need beyond their defaults to talk to the emulators. */
export interface AzureClientOptions {
  /** For `KeyClient`, `CryptographyClient` and `SecretClient`: a new object at each call. */
  vault(): { tlsOptions: { ca: string }; disableChallengeResourceVerification: true }
  /** For `ClientSecretCredential` and `WorkloadIdentityCredential`: a new object at each call. */
  credential(): {
    tlsOptions: { ca: string }
    authorityHost: string
    disableInstanceDiscovery: true
  }
}

/**
 * The options with which the unchanged clients of `@azure/identity`, `@azure/keyvault-keys` and
 * `@azure/keyvault-secrets` work against the emulators, without environment variables.
 *
 * The clients keep their connections by the identity of `tlsOptions`, hence all get the same one;
 * `KeyClient` writes into the options that it is given, hence each gets its own.
 *
 * @param certificate of the emulators' certificate authority, PEM.
 * @param authorityHost `https://localhost:PORT` of the token authority.
 *
 * @example
 * const azure = azureClientOptions({ certificate: ca.certificate, authorityHost: tokens.url })
 * const credential =
 *   new ClientSecretCredential(tokens.tenantId, clientId, clientSecret, azure.credential())
 * const keys = new KeyClient(vault.url, credential, azure.vault())
 */
export function azureClientOptions(emulators: {
  certificate: string
  authorityHost: string
}): AzureClientOptions {
  const tlsOptions = { ca: emulators.certificate }
  return {
    vault: () => ({ tlsOptions, disableChallengeResourceVerification: true }),
    credential: () => ({
      tlsOptions,
      authorityHost: emulators.authorityHost,
      disableInstanceDiscovery: true,
    }),
  }
}
