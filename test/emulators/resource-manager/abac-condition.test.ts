import { describe, expect, test } from 'vitest'
import {
  matchesAction,
  parseCondition,
} from '../../../src/emulators/resource-manager/abac-condition.ts'

const roleAttribute = 'Microsoft.Authorization/roleAssignments:RoleDefinitionId'
const typeAttribute = 'Microsoft.Authorization/roleAssignments:PrincipalType'
const write = 'Microsoft.Authorization/roleAssignments/write'
const remove = 'Microsoft.Authorization/roleAssignments/delete'
const [reader, signer, owner] = [
  'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  '12338af0-0e69-4776-bea7-57ae8d297424',
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
]

/** As the portal writes it ("Constrain roles"). */
const constrainRoles = `
(
 (
  !(ActionMatches{'${write}'})
 )
 OR
 (
  @Request[${roleAttribute}] ForAnyOfAnyValues:GuidEquals {${reader}, ${signer}}
 )
)
AND
(
 (
  !(ActionMatches{'${remove}'})
 )
 OR
 (
  @Resource[${roleAttribute}] ForAnyOfAnyValues:GuidEquals {${reader}, ${signer}}
 )
)`

function judge(condition: string, action: string, role?: string, type = 'ServicePrincipal') {
  const attributes = {
    ...(role === undefined ? {} : { [roleAttribute]: role }),
    [typeAttribute]: type,
  }
  return parseCondition(condition)({ action, request: attributes, resource: attributes })
}

describe('the condition that the portal writes to constrain roles', () => {
  test.each([
    [write, reader, true],
    [write, signer.toUpperCase(), true],
    [write, signer.replaceAll('-', ''), true],
    [write, owner, false],
    [remove, signer, true],
    [remove, owner, false],
    ['Microsoft.KeyVault/vaults/write', owner, true],
    [write, undefined, false],
  ])('%s of %s: %s', (action, role, expected) => {
    expect(judge(constrainRoles, action, role)).toBe(expected)
  })
})

describe('operators', () => {
  const role = `@Request[${roleAttribute}]`
  const type = `@Request[${typeAttribute}]`
  test.each([
    [`${role} GuidEquals ${reader}`, true],
    [`${role} GuidNotEquals ${reader}`, false],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${owner}, ${signer}}`, true],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${owner}, ${reader}}`, false],
    [`${type} StringEquals 'ServicePrincipal'`, true],
    [`${type} StringEquals 'serviceprincipal'`, false],
    [`${type} StringEqualsIgnoreCase 'serviceprincipal'`, true],
    [`${type} ForAnyOfAnyValues:StringEqualsIgnoreCase {'group', 'SERVICEPRINCIPAL'}`, true],
    [`${type} StringNotEquals 'User' && !(${role} GuidEquals ${owner})`, true],
    [`NOT ${role} GuidEquals ${reader} OR ${type} StringEquals 'User'`, false],
    [
      `${role} GuidEquals ${owner} || ${role} GuidEquals ${reader} AND ${type} StringEquals 'User'`,
      false,
    ],
    [`@Request[Microsoft.Authorization/roleAssignments:Unheard] StringNotEquals 'x'`, false],
  ])('%s: %s', (condition, expected) => {
    expect(judge(condition, write, reader)).toBe(expected)
  })
})

test.each([
  ['', 'ends too early'],
  ['(ActionMatches{', 'ends too early'],
  ["ActionMatches{'a'} ActionMatches{'b'}", 'goes on with ActionMatches'],
  ["@Principal[x:y] StringEquals 'a'", '@Principal[x:y], which is not understood'],
  ['@Request[x:y] NumericEquals 1', 'operator NumericEquals'],
  ["(ActionMatches{'a'}", 'ends too early'],
  ["ActionMatches{'a') ", 'has ) where } should be'],
  ['%%%', '%%%, which is not understood'],
])('%j cannot be read: %s', (condition, message) => {
  expect(() => parseCondition(condition)).toThrow(SyntaxError)
  expect(() => parseCondition(condition)).toThrow(message)
})

test.each([
  ['Microsoft.KeyVault/vaults/write', '*', true],
  ['Microsoft.KeyVault/vaults/write', 'microsoft.keyvault/*', true],
  ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/*/read', true],
  ['Microsoft.KeyVault/vaults/read', 'Microsoft.KeyVault/vaults/*/read', false],
  ['MicrosoftXKeyVault/vaults/write', 'Microsoft.KeyVault/vaults/write', false],
  ['Microsoft.KeyVault/vaults/keys/sign/action', 'Microsoft.KeyVault/vaults/keys/sign', false],
])('the action %s is in %s: %s', (action, pattern, expected) => {
  expect(matchesAction(action, pattern)).toBe(expected)
})
