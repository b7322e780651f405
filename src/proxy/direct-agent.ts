import { Agent, type AgentOptions } from 'node:https'

/** An agent for Azure's clients that goes through no proxy, otherwise as Node's own agent. */
export function directAgent(tls: Pick<AgentOptions, 'ca'> = {}): Agent {
  return new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5_000, ...tls })
}
