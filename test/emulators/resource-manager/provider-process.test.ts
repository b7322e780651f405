import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import grpc from '@grpc/grpc-js'
import service from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import messages from '@pulumi/pulumi/proto/provider_pb.js'
import { expect, onTestFinished, test } from 'vitest'
import { azureTypes } from '../../../src/emulators/resource-manager/azure-types.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const executable = join(
  import.meta.dirname,
  '../../../dist/azure-native/pulumi-resource-azure-native',
)

/** Starts the plugin as the engine does, and calls it. */
async function startPlugin(env: Record<string, string>) {
  const child = spawn(executable, [], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill()
  })
  const [port] = await once(createInterface(child.stdout), 'line')
  const client = new service.ResourceProviderClient(
    `127.0.0.1:${port}`,
    grpc.credentials.createInsecure(),
  )
  onTestFinished(() => client.close())
  return {
    configure: () =>
      new Promise((resolve, reject) => {
        client.configure(new messages.ConfigureRequest(), (error, response) =>
          error ? reject(error) : resolve(response.toObject()),
        )
      }),
    check: () =>
      new Promise((resolve, reject) => {
        client.check(new messages.CheckRequest(), (error, response) =>
          error ? reject(error) : resolve(response),
        )
      }),
  }
}

test('tells how to use it when nobody says where its Azure is', async () => {
  const plugin = await startPlugin({})
  await expect(plugin.configure()).rejects.toThrow(
    /stand-in: nothing would be deployed.*IKCTL_AZURE_STATE/,
  )
  await expect(plugin.check()).rejects.toThrow('the provider is not configured')
})

test('is configured with its Azure in a file', async () => {
  const plugin = await startPlugin({ IKCTL_AZURE_STATE: join(temporaryFolder(), 'azure.json') })
  expect(await plugin.configure()).toMatchObject({
    supportspreview: true,
    supportsAutonamingConfiguration: true,
    acceptsecrets: false,
  })
})

test('was made for the SDK that is installed', async () => {
  const { default: sdk } = await import('@pulumi/azure-native/package.json', {
    with: { type: 'json' },
  })
  expect(azureTypes.sdkVersion).toBe(sdk.version)
})
