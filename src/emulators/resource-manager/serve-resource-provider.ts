import { createRequire } from 'node:module'
import grpc from '@grpc/grpc-js'
import pluginMessages from '@pulumi/pulumi/proto/plugin_pb.js'
import providerService from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import messages from '@pulumi/pulumi/proto/provider_pb.js'
import statusMessages from '@pulumi/pulumi/proto/status_pb.js'
import type * as AnyModule from 'google-protobuf/google/protobuf/any_pb.js'
import type * as EmptyModule from 'google-protobuf/google/protobuf/empty_pb.js'
import type * as StructModule from 'google-protobuf/google/protobuf/struct_pb.js'
import { azureTypes } from './azure-types.ts'
import {
  createPlugin,
  IncompleteError,
  LostAnswerError,
  type Plugin,
  type PluginOptions,
} from './plugin.ts'
import { isObject, type Properties, withoutNulls } from './values.ts'

/**
 * Serves the stand-in to one Pulumi engine, over gRPC on loopback, as a resource provider plugin.
 *
 * Like the real plugin it does not take secrets as such: the engine takes the mark off before and puts it on
 * again afterwards.
 *
 * @param options.file absent: the plugin starts, and refuses to be configured.
 * @param options.exit ends the process: a fault can ask for it.
 * @returns the port, which a plugin has to print.
 */
export async function serveResourceProvider(
  options: Omit<PluginOptions, 'file'> & {
    file: string | undefined
    exit: (code: number) => void
  },
): Promise<number> {
  let configured: Plugin | undefined
  const plugin = (): Plugin => {
    if (configured === undefined) throw new Error('the provider is not configured')
    return configured
  }

  // With a parameter, this process serves one module by one version of its API.
  let apiVersion: string | undefined
  const outputsStruct = (outputs: Properties) =>
    toStruct(apiVersion === undefined ? outputs : { ...outputs, azureApiVersion: apiVersion })

  const handlers: Handlers = {
    getPluginInfo: () => {
      const info = new pluginMessages.PluginInfo()
      info.setVersion(azureTypes.sdkVersion)
      return info
    },
    parameterize: (request) => {
      const parameter = parameterOf(request)
      apiVersion = parameter.apiVersion
      const response = new messages.ParameterizeResponse()
      response.setName(parameter.packageName)
      response.setVersion(azureTypes.sdkVersion)
      return response
    },
    checkConfig: (request) => {
      const response = new messages.CheckResponse()
      response.setInputs(request.getNews())
      return response
    },
    diffConfig: () => new messages.DiffResponse(),
    configure: (request) => {
      const config = new Map<string, string>(request.getVariablesMap().entries())
      const setting = (name: string) => config.get(`azure-native:config:${name}`)
      const { file } = options
      if (file === undefined) {
        throw new Error(
          'This azure-native is a stand-in: nothing would be deployed. Set IKCTL_AZURE_STATE to the file in which it keeps its Azure, or, for the real Azure, take azure-native out of "plugins" in Pulumi.yaml.',
        )
      }
      configured = createPlugin({
        ...options,
        file,
        clientId: setting('clientId') ?? options.clientId,
        subscriptionId: setting('subscriptionId') ?? options.subscriptionId,
        location: setting('location'),
      })
      configured.configure()
      const response = new messages.ConfigureResponse()
      response.setSupportspreview(true)
      response.setSupportsAutonamingConfiguration(true)
      return response
    },
    invoke: (request) => {
      const result = plugin().invoke(request.getTok())
      const response = new messages.InvokeResponse()
      response.setReturn(toStruct(result))
      return response
    },
    check: (request) => {
      const seed = request.getRandomseed_asU8()
      const proposed = request.getAutonaming()?.getProposedName()
      const { inputs, failures } = plugin().check(
        typeOf(request.getUrn()),
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        { name: nameOf(request.getUrn()), seed, proposed },
      )
      const response = new messages.CheckResponse()
      response.setInputs(toStruct(inputs))
      for (const { property, reason } of failures) {
        const failure = new messages.CheckFailure()
        failure.setProperty(property)
        failure.setReason(reason)
        response.addFailures(failure)
      }
      return response
    },
    diff: (request) => {
      const { differences, deleteBeforeReplace } = plugin().diff(
        typeOf(request.getUrn()),
        fromStruct(request.getOldInputs()),
        fromStruct(request.getNews()),
      )
      const { Kind } = messages.PropertyDiff
      const kinds = {
        add: [Kind.ADD, Kind.ADD_REPLACE],
        delete: [Kind.DELETE, Kind.DELETE_REPLACE],
        update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
      } as const
      const { DiffChanges } = messages.DiffResponse
      const response = new messages.DiffResponse()
      response.setChanges(differences.size > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
      response.setHasdetaileddiff(true)
      response.setDeletebeforereplace(deleteBeforeReplace)
      for (const [path, { kind, replace }] of differences) {
        const difference = new messages.PropertyDiff()
        difference.setKind(kinds[kind][replace ? 1 : 0])
        difference.setInputdiff(true)
        response.getDetaileddiffMap().set(path, difference)
        const [top = path] = path.split(/[.[]/, 1)
        if (!response.getDiffsList().includes(top)) response.addDiffs(top)
        if (replace && !response.getReplacesList().includes(top)) response.addReplaces(top)
      }
      return response
    },
    create: async (request) => {
      const type = typeOf(request.getUrn())
      const inputs = fromStruct(request.getProperties())
      const response = new messages.CreateResponse()
      if (request.getPreview()) {
        response.setProperties(outputsStruct(plugin().preview(type, inputs)))
        return response
      }
      const { id, outputs } = await plugin().create(type, inputs)
      response.setId(id)
      response.setProperties(outputsStruct(outputs))
      return response
    },
    update: async (request) => {
      const type = typeOf(request.getUrn())
      const inputs = fromStruct(request.getNews())
      const outputs = request.getPreview()
        ? plugin().preview(type, inputs, fromStruct(request.getOlds()))
        : await plugin().update(type, inputs)
      const response = new messages.UpdateResponse()
      response.setProperties(outputsStruct(outputs))
      return response
    },
    read: async (request) => {
      const [inputs, outputs] = [request.getInputs(), request.getProperties()]
      const isImport = outputs === undefined || outputs.getFieldsMap().getLength() === 0
      const found = await plugin().read(
        typeOf(request.getUrn()),
        request.getId(),
        isImport ? undefined : { inputs: fromStruct(inputs), outputs: fromStruct(outputs) },
      )
      const response = new messages.ReadResponse()
      if (found === undefined) return response
      response.setId(found.id)
      response.setProperties(outputsStruct(found.outputs))
      response.setInputs(toStruct(found.inputs))
      return response
    },
    delete: async (request) => {
      await plugin().delete(typeOf(request.getUrn()), request.getId())
      return new Empty()
    },
    cancel: () => {
      configured?.cancel()
      return new Empty()
    },
  }

  const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 })
  server.addService(
    providerService.ResourceProviderService,
    Object.fromEntries(
      Object.entries(handlers).map(([name, handler]) => [
        name,
        answering(handler as (request: unknown) => unknown, options.exit),
      ]),
    ),
  )
  return new Promise((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure()
    server.bindAsync('127.0.0.1:0', credentials, (error, port) =>
      error === null ? resolve(port) : reject(error),
    )
  })
}

// --- internal ---

// The very copy of google-protobuf that Pulumi's messages use: two copies overwrite each other's types.
const requireAsPulumi = createRequire(
  createRequire(import.meta.url).resolve('@pulumi/pulumi/proto/provider_pb.js'),
)
const { Any }: typeof AnyModule = requireAsPulumi('google-protobuf/google/protobuf/any_pb.js')
const { Empty }: typeof EmptyModule = requireAsPulumi('google-protobuf/google/protobuf/empty_pb.js')
const { Struct }: typeof StructModule = requireAsPulumi(
  'google-protobuf/google/protobuf/struct_pb.js',
)

type Service = typeof providerService.ResourceProviderService

/** One function for each call: the request in, the response out. */
type Handlers = {
  [Name in keyof Service]?: Service[Name] extends grpc.MethodDefinition<
    infer Request,
    infer Response
  >
    ? (request: Request) => Response | Promise<Response>
    : never
}

function answering(
  handler: (request: unknown) => unknown,
  exit: (code: number) => void,
): grpc.handleUnaryCall<unknown, unknown> {
  return async ({ request }, callback) => {
    try {
      callback(null, await handler(request))
    } catch (error) {
      if (error instanceof LostAnswerError) exit(1)
      else callback(serviceError(error), null)
    }
  }
}

function serviceError(error: unknown): Partial<grpc.ServiceError> {
  const message = error instanceof Error ? error.message : String(error)
  const metadata = new grpc.Metadata()
  if (error instanceof IncompleteError) {
    const incomplete = new messages.ErrorResourceInitFailed()
    incomplete.setId(error.id)
    incomplete.setProperties(toStruct(error.outputs))
    incomplete.setInputs(toStruct(error.inputs))
    incomplete.setReasonsList([message])
    const detail = new Any()
    detail.pack(incomplete.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed')
    const status = new statusMessages.Status()
    status.setCode(grpc.status.UNKNOWN)
    status.setMessage(message)
    status.addDetails(detail)
    metadata.add('grpc-status-details-bin', Buffer.from(status.serializeBinary()))
  }
  return { code: grpc.status.UNKNOWN, details: message, metadata }
}

/**
 * The type in `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`; `azure-native_keyvault_v20260201:keyvault:Vault` is
 * `azure-native:keyvault:Vault` by another version of its API.
 */
function typeOf(urn: string): string {
  const type = urn.split('::')[2]?.split('$').at(-1) ?? ''
  return type.replace(/^azure-native_\w+:/, 'azure-native:')
}

/**
 * The module and the API version that the plugin is asked for: as words of `pulumi package add`, or as the base64 of
 * JSON that such a package carries.
 */
function parameterOf(request: InstanceType<typeof messages.ParameterizeRequest>) {
  const value = Buffer.from(request.getValue()?.getValue_asU8() ?? []).toString()
  const [module, version] = value
    ? Object.values(JSON.parse(Buffer.from(value, 'base64').toString()) as Record<string, string>)
    : (request.getArgs()?.getArgsList() ?? [])
  const [, year, month, day] = /^v?(20\d\d)-?(\d\d)-?(\d\d)$/.exec(version ?? '') ?? []
  if (module === undefined || year === undefined) {
    throw new Error(`expected a module and an API version, got "${module} ${version}"`)
  }
  return {
    packageName: `azure-native_${module}_v${year}${month}${day}`,
    apiVersion: `${year}-${month}-${day}`,
  }
}

function nameOf(urn: string): string {
  return urn.split('::').slice(3).join('::')
}

function fromStruct(struct: StructModule.Struct | undefined): Properties {
  const value = struct?.toJavaScript()
  return isObject(value) ? withoutNulls(value) : {}
}

function toStruct(properties: Properties): StructModule.Struct {
  return Struct.fromJavaScript(withoutNulls(properties))
}
