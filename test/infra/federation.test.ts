import { describe, expect, test } from 'vitest'
import { parseSubject, parseSubjects } from '../../infra/federation.ts'

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
      // Repositories that were created, renamed or transferred since 2026-07-15.
      { github: { repository: 'contoso@123456/app@456789', environment: 'production' } },
      'https://token.actions.githubusercontent.com',
      'repo:contoso@123456/app@456789:environment:production',
    ],
    [
      { github: { repository: 'contoso/app', environment: 'Production:V1' } },
      'https://token.actions.githubusercontent.com',
      'repo:contoso/app:environment:Production%3AV1',
    ],
    [
      {
        github: {
          ...{ repository: 'contoso@1/app@2', branch: 'main' },
          issuer: 'https://token.actions.contoso.ghe.com',
        },
      },
      'https://token.actions.contoso.ghe.com',
      'repo:contoso@1/app@2:ref:refs/heads/main',
    ],
    [
      {
        github: {
          ...{ repository: 'contoso/app', branch: 'main' },
          issuer: 'https://github.contoso.example/_services/token',
        },
      },
      'https://github.contoso.example/_services/token',
      'repo:contoso/app:ref:refs/heads/main',
    ],
    [
      {
        issuer: 'https://token.actions.githubusercontent.com/contoso',
        subject: 'repo:contoso/app:job_workflow_ref:contoso/app/.github/workflows/deploy.yml@main',
      },
      'https://token.actions.githubusercontent.com/contoso',
      'repo:contoso/app:job_workflow_ref:contoso/app/.github/workflows/deploy.yml@main',
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
    ['an id of the owner alone', { github: { repository: 'contoso@1/app', branch: 'main' } }],
    ['an id that is no number', { github: { repository: 'contoso@x/app@2', branch: 'main' } }],
    ['an empty environment', { github: { repository: 'contoso/app', environment: '' } }],
    [
      "an issuer that is not GitHub's",
      { github: { repository: 'contoso/app', branch: 'main', issuer: 'https://ghe.example' } },
    ],
    [
      'an issuer with a slash at its end',
      {
        github: {
          ...{ repository: 'contoso/app', branch: 'main' },
          issuer: 'https://token.actions.githubusercontent.com/',
        },
      },
    ],
    [
      'a pull request under another name',
      {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:contoso@1/app@2:pull_request',
      },
    ],
    [
      'a pull request with more claims',
      {
        azurePipelines: {
          issuer: 'https://token.actions.contoso.ghe.com',
          subject: 'repo:contoso/app:pull_request:actor:somebody',
        },
      },
    ],
    ['an issuer alone', { issuer: 'https://oidc.example' }],
    ['claims with another one', { issuer: 'https://a', subject: 's', audience: 'x' }],
    ['an inherited name', { constructor: {} }],
    ['a text', 'repo:contoso/app'],
    ['nothing', null],
  ])('%s is refused', (_, value) => {
    expect(() => parseSubject(value)).toThrow(TypeError)
  })

  test('of both forms can be listed side by side, but none twice', () => {
    const github = (repository: string) => ({ github: { repository, branch: 'main' } })
    const both = [github('contoso/app'), github('contoso@1/app@2')]
    expect(parseSubjects(both).map(({ subject }) => subject)).toEqual([
      'repo:contoso/app:ref:refs/heads/main',
      'repo:contoso@1/app@2:ref:refs/heads/main',
    ])
    const raw = {
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:contoso/app:ref:refs/heads/main',
    }
    expect(() => parseSubjects([...both, raw])).toThrow('is listed twice')
  })
})
