import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'

const script = join(root, '.github/actions/azure-login/explain-login.mjs')
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Runs it in a job whose GitHub answers so. */
async function explain(body: string, env: Record<string, string> = {}) {
  const asked: string[] = []
  const github = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`)
    response.end(body)
  })
  await once(github.listen(0, '127.0.0.1'), 'listening')
  const { port } = github.address() as AddressInfo
  const child = spawn(process.execPath, [script], {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?run=5`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'CANARY-of-the-runner',
      CLIENT_ID: 'the-deployer',
      ...env,
    },
  })
  const [log, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  github.close()
  return { log, errors, asked }
}

test('prints issuer and subject of the token, and nothing else of it', async () => {
  const iss = 'https://token.actions.githubusercontent.com'
  const sub = 'repo:contoso@123456/config@456789:environment:demo\n::add-mask::x'
  const token = `${part({ alg: 'RS256' })}.${part({ iss, sub, jti: 'CANARY-id' })}.CANARY-signature`
  const { log, errors, asked } = await explain(JSON.stringify({ value: token }))
  expect(errors).toBe('')
  expect(log).toContain(`issuer:  "${iss}"`)
  expect(log).toContain('subject: "repo:contoso@123456/config@456789:environment:demo\\n::add-mask')
  expect(log).toContain('the identity the-deployer has no federated credential')
  expect(log).not.toMatch(/CANARY|eyJ/)
  // One line, so that nothing in a claim is a command of the log.
  expect(log).toMatch(/^::error [^\n]*\n$/)
  expect(asked).toEqual([
    '/token?run=5&audience=api%3A%2F%2FAzureADTokenExchange Bearer CANARY-of-the-runner',
  ])
})

test('says why there is no token to look at', async () => {
  const none = await explain('', { ACTIONS_ID_TOKEN_REQUEST_URL: '' })
  expect(none.log).toContain('Add "permissions: id-token: write" to the job')
  const broken = await explain(JSON.stringify({ value: 'a.CANARY.c' }))
  expect(broken.log).toContain('its answer has no readable token')
  expect(broken.log).not.toContain('CANARY')
})
