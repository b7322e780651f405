import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { adapt, codeOfGuide } from './support/code-of-guide.ts'
import { runProgram } from './support/run-program.ts'
import { startPublishedEnvironment } from './support/start-published-environment.ts'

// What the examples of docs/application.md need is not part of this repository: a Python with the
// packages, a folder of a Go module that requires them, the class path of the JARs.
const { IKCTL_PYTHON, IKCTL_GO_MODULE, IKCTL_JAVA_CLASSPATH } = process.env
const missing = Object.entries({ IKCTL_PYTHON, IKCTL_GO_MODULE, IKCTL_JAVA_CLASSPATH })
  .filter(([, value]) => value === undefined)
  .map(([name]) => name)
if (missing.length > 0) {
  process.stderr.write(`skipped: examples in other languages, without ${missing.join(', ')}\n`)
}

const guide = codeOfGuide()
const vaultUrl = 'https://kv-contoso-cfg-prod.vault.azure.net'
let published: Awaited<ReturnType<typeof startPublishedEnvironment>>

beforeAll(async () => {
  published = await startPublishedEnvironment()
  const { keyPair } = await published.createKeyPair('2026-05')
  await published.publish(keyPair)
})
afterAll(() => published.close())

test('the guide has an example for each', () => {
  expect([...guide.keys()].filter((name) => !name.endsWith('.ts'))).toEqual([
    'docusign_login.py',
    'docusign_login.go',
    'DocusignLogin.java',
    'DocusignLogin.cs',
  ])
})

test.skipIf(IKCTL_PYTHON === undefined)('Python', async () => {
  const code = adapt(guide.get('docusign_login.py') ?? '', {
    [`"${vaultUrl}", credential`]: `"${settingsUrl()}", credential, verify_challenge_resource=False`,
    'DefaultAzureCredential()': 'DefaultAzureCredential(disable_instance_discovery=True)',
    '["key"], credential': '["key"], credential, verify_challenge_resource=False',
  })
  const cwd = temporaryFolder({
    'docusign_login.py': `${code}\nprint(request_token("${published.userId}")["access_token"])\n`,
  })
  const certificate = published.emulators.access.certificateAuthority
  const env = { ...azureEnvironment(), REQUESTS_CA_BUNDLE: certificate }
  await expectTokenIn(await runProgram(IKCTL_PYTHON ?? '', ['docusign_login.py'], { cwd, env }))
})

test.skipIf(IKCTL_GO_MODULE === undefined)(
  'Go',
  async () => {
    const code = adapt(guide.get('docusign_login.go') ?? '', {
      [vaultUrl]: settingsUrl(),
      'azsecrets.NewClient(settingsVault, credential, nil)':
        'azsecrets.NewClient(settingsVault, credential, &azsecrets.ClientOptions{DisableChallengeResourceVerification: true})',
      'azkeys.NewClient(id[0]+"//"+id[2], credential, nil)':
        'azkeys.NewClient(id[0]+"//"+id[2], credential, &azkeys.ClientOptions{DisableChallengeResourceVerification: true})',
    })
    const main = `package main

import (
	"context"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	credential, err := azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{DisableInstanceDiscovery: true})
	if err != nil {
		panic(err)
	}
	answer, err := requestToken(context.Background(), credential, "${published.userId}")
	if err != nil {
		panic(err)
	}
	fmt.Println(answer.AccessToken)
}
`
    const [requirements = '', sums = ''] = ['go.mod', 'go.sum'].map((name) =>
      readFileSync(join(IKCTL_GO_MODULE ?? '', name), 'utf8'),
    )
    const cwd = temporaryFolder({
      'docusign_login.go': code,
      'main.go': main,
      'go.mod': requirements,
      'go.sum': sums,
    })
    const certificate = published.emulators.access.certificateAuthority
    const env = { ...azureEnvironment(), SSL_CERT_FILE: certificate, GOPROXY: 'off' }
    await expectTokenIn(await runProgram('go', ['run', '.'], { cwd, env }))
  },
  600_000,
)

test.skipIf(IKCTL_JAVA_CLASSPATH === undefined)(
  'Java',
  async () => {
    const code = adapt(guide.get('DocusignLogin.java') ?? '', {
      [vaultUrl]: settingsUrl(),
      '.credential(credential)': '.credential(credential).disableChallengeResourceVerification()',
      'new DefaultAzureCredentialBuilder()':
        'new DefaultAzureCredentialBuilder().disableInstanceDiscovery()',
    })
    const cwd = temporaryFolder({
      'DocusignLogin.java': code,
      'Main.java': `public final class Main {
  public static void main(String[] arguments) throws Exception {
    System.out.println(new DocusignLogin().requestToken("${published.userId}").get("access_token"));
    System.exit(0);
  }
}`,
    })
    const store = join(cwd, 'trust.p12')
    const file = published.emulators.access.certificateAuthority
    await runProgram(
      'keytool',
      ['-importcert', '-noprompt', '-file', file, '-keystore', store, '-storepass', 'changeit'],
      { cwd },
    )
    const classPath = `.:${IKCTL_JAVA_CLASSPATH}`
    await runProgram('javac', ['-cp', classPath, 'DocusignLogin.java', 'Main.java'], { cwd })
    const trust = [
      `-Djavax.net.ssl.trustStore=${store}`,
      '-Djavax.net.ssl.trustStorePassword=changeit',
    ]
    const env = azureEnvironment()
    await expectTokenIn(
      await runProgram('java', [...trust, '-cp', classPath, 'Main'], { cwd, env }),
    )
  },
  600_000,
)

function settingsUrl(): string {
  return published.emulators.access.keyVault.settingsUrl
}

/** How the default credentials of all languages find the emulated identity. */
function azureEnvironment() {
  const { tenantId, clientId, clientSecret, url } = published.emulators.access.authority
  return {
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: clientSecret,
    AZURE_AUTHORITY_HOST: url,
  }
}

/** The last line has to be an access token of the user. */
async function expectTokenIn(printed: string): Promise<void> {
  const token = printed.trim().split('\n').at(-1) ?? ''
  const https = createHttpsFetch(published.ca)
  const answer = await https.get(`https://${published.oauthHost}/oauth/userinfo`, {
    authorization: `Bearer ${token}`,
  })
  await https.close()
  expect(answer.body).toMatchObject({ sub: published.userId })
}
