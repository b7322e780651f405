import { FederatedIdentityCredential } from '@pulumi/azure-native/managedidentity/federatedIdentityCredential.js'
import { type ResourceValidationPolicy, validateResourceOfType } from '@pulumi/policy'

export const federationPolicies: ResourceValidationPolicy[] = [
  {
    name: 'federation-is-exact',
    description:
      'One issuer, one subject and the one audience: anything else fails silently at login.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(
      FederatedIdentityCredential,
      ({ issuer, subject, audiences }, _args, report) => {
        if (!issuer.startsWith('https://')) report(`the issuer "${issuer}" is not https://`)
        if (subject.includes('*')) report(`the subject "${subject}" has a wildcard: there are none`)
        if (audiences.length !== 1 || audiences[0] !== 'api://AzureADTokenExchange') {
          report('set audiences to ["api://AzureADTokenExchange"]')
        }
      },
    ),
  },
  {
    name: 'federation-trusts-no-pull-request',
    description: 'Anybody who can open a pull request would get the identity.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(
      FederatedIdentityCredential,
      ({ subject }, _args, report) => {
        if (subject.endsWith(':pull_request')) {
          report(`use an environment with reviewers instead of the subject "${subject}"`)
        }
      },
    ),
  },
]
