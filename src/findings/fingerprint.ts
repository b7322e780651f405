import { createHash } from 'node:crypto'
import type { Finding } from './finding.ts'

/**
 * Fingerprints of findings, in their order, that stay the same when lines move: made of the rule, the
 * file, the pointer and the message. Equal ones are told apart by their order.
 *
 * @returns 32 hex digits each.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>()
  return findings.map(({ ruleId, file, pointer = '', message }) => {
    const identity = JSON.stringify([ruleId, file, pointer, message])
    const count = seen.get(identity) ?? 0
    seen.set(identity, count + 1)
    return createHash('sha256').update(`${identity}#${count}`).digest('hex').slice(0, 32)
  })
}
