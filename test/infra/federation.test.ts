import { describe, expect, test } from 'vitest'
import { parseSubject } from '../../infra/federation.ts'

describe('subjects', () => {
  test.each([
    [
      { github: { repository: 'contoso/app', environment: 'production' } },
      'https://token.actions.githubusercontent.com',
      'repo:contoso/app:environment:production',
    ],
    [
      { github: { repository: 'contoso/app', branch: 'main' } },
      'https://token.actions.githubusercontent.com',
      'repo:contoso/app:ref:refs/heads/main',
    ],
    [
      {
        azurePipelines: { issuer: 'https://vstoken.dev.azure.com/1', subject: 'sc://contoso/p/c' },
      },
      'https://vstoken.dev.azure.com/1',
      'sc://contoso/p/c',
    ],
    [
      { kubernetes: { issuer: 'https://oidc.example/', namespace: 'sign', serviceAccount: 'app' } },
      'https://oidc.example/',
      'system:serviceaccount:sign:app',
    ],
  ])('%j', (value, issuer, subject) => {
    expect(parseSubject(value)).toMatchObject({ issuer, subject })
  })

  test('have a name that Azure takes, the same in every run and different for each', () => {
    const names = ['a', 'b', 'a'].map(
      (branch) => parseSubject({ github: { repository: 'contoso/app', branch } }).name,
    )
    expect(names[0]).toBe(names[2])
    expect(names[0]).not.toBe(names[1])
    for (const name of names) expect(name).toMatch(/^[A-Za-z][\w-]{2,119}$/)
  })

  test.each([
    ['a pull request', { github: { repository: 'contoso/app', pullRequest: 'true' } }],
    ['a repository without its owner', { github: { repository: 'app', branch: 'main' } }],
    ['neither environment nor branch', { github: { repository: 'contoso/app' } }],
    ['both', { github: { repository: 'contoso/app', branch: 'main', environment: 'x' } }],
    ['a wildcard', { github: { repository: 'contoso/app', branch: '*' } }],
    ['an unknown kind', { gitlab: { project: 'x' } }],
    ['two kinds', { github: { repository: 'a/b', branch: 'c' }, kubernetes: {} }],
    ['a missing part', { kubernetes: { issuer: 'https://oidc.example', namespace: 'sign' } }],
    ['an unknown part', { azurePipelines: { issuer: 'https://a', subject: 's', audience: 'x' } }],
    ['an issuer without TLS', { azurePipelines: { issuer: 'http://a', subject: 's' } }],
    ['an inherited name', { constructor: {} }],
    ['a text', 'repo:contoso/app'],
    ['nothing', null],
  ])('%s is refused', (_, value) => {
    expect(() => parseSubject(value)).toThrow(TypeError)
  })
})
