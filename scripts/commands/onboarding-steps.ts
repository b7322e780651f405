import type { Environment } from '../../src/config/environment.ts'
import type { TenantFile } from '../../src/config/generated/tenant.ts'
import { consentLink } from '../../src/docusign/consent-link.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { table } from '../../src/text/table.ts'

/** What comes after a tenant's file is there, as text. */
export function onboardingSteps(
  { name, integration }: Environment,
  id: string,
  { status, users }: TenantFile,
): string {
  const { platform, integrationKey, scopes, redirectUris } = integration
  const consent =
    platform === 'emulator'
      ? [
          `grant consent: \`ikctl consent ${name} ${id}\`, with emulators that were started after this`,
        ]
      : [
          'let each user sign in at this link and grant consent, once:',
          consentLink({
            origin: oauthPlatform(platform).origin,
            integrationKey,
            scopes: scopes.consent,
            redirectUri: redirectUris.consent,
            prompt: 'login',
          }),
          ...table(Object.entries(users)),
        ]
  const steps = [
    consent.join('\n     '),
    `prove it by a login: \`ikctl smoke ${name} --tenant ${id}\``,
    ...(status === 'onboarding' ? [`\`ikctl tenant status ${name} ${id} live\``] : []),
    'commit, and open a pull request',
  ]
  return `\nnext:\n${steps.map((step, index) => `  ${index + 1}. ${step}\n`).join('')}`
}
