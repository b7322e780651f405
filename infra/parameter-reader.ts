import type { Config } from '@pulumi/pulumi'
import { matching, type Parse } from './parse.ts'
import { refusal } from './refusal.ts'

/** The part of Pulumi's `Config` that parameters are read with. */
export type ConfigReader = Pick<Config, 'get' | 'getObject'>

/** Reads parameters and collects what is wrong, so that all of it is reported at once. */
export interface ParameterReader {
  /** A text; undefined when absent, empty or wrong (Pulumi.yaml has to give optional texts a default). */
  text<T extends string>(key: string, parse: Parse<T>): T | undefined
  /** The same; an absent one is wrong. */
  required(key: string, parse: Parse<string>): string
  /** Anything but a text; undefined when absent or wrong. */
  object<T>(key: string, parse: Parse<T>): T | undefined
  /** `{[key]: text}`, or nothing. */
  optional<K extends string>(key: K, parse: Parse<string>): { [Key in K]?: string }
  /** Adds something that is wrong. */
  problem(message: string): void
  /** @throws {RunError} with everything that is wrong. */
  finish(): void
}

export function parameterReader(config: ConfigReader): ParameterReader {
  const problems: string[] = []
  const attempt = <T>(key: string, value: unknown, parse: Parse<T>): T | undefined => {
    try {
      return parse(value)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      problems.push(`${key}: ${error.message}`)
      return undefined
    }
  }
  const text: ParameterReader['text'] = (key, parse) => {
    const value = config.get(key)
    return value ? attempt(key, value, parse) : undefined
  }
  return {
    text,
    required(key, parse) {
      if (!config.get(key)) problems.push(`${key}: missing`)
      return text(key, parse) ?? ''
    },
    object(key, parse) {
      const value = config.getObject<unknown>(key)
      return value === undefined ? undefined : attempt(key, value, parse)
    },
    optional: <K extends string>(key: K, parse: Parse<string>) => {
      const value = text(key, parse)
      return (value === undefined ? {} : { [key]: value }) as { [Key in K]?: string }
    },
    problem: (message) => void problems.push(message),
    finish() {
      if (problems.length === 0) return
      throw refusal(
        `the stack's configuration cannot be used (change it with \`pulumi config set\`):\n  ${problems.join('\n  ')}`,
      )
    },
  }
}

export const region = matching(/^[a-z0-9]+$/, 'an Azure region such as westeurope')

export const resourceGroupName = matching(/^[\w().-]{0,89}[\w()-]$/, 'the name of a resource group')

/** @param type the resource's type with its names as `*`, such as `Microsoft.Network/privateDnsZones/*`. */
export function armId(type: string): Parse<string> {
  const path = type.replaceAll('*', '[^/]+')
  return matching(
    new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${path}$`, 'i'),
    `a resource id /subscriptions/*/resourceGroups/*/providers/${type}`,
  )
}

export const subnetId = armId('Microsoft.Network/virtualNetworks/*/subnets/*')
export const privateDnsZoneId = armId('Microsoft.Network/privateDnsZones/*')
export const workspaceId = armId('Microsoft.OperationalInsights/workspaces/*')
