import { createHash } from 'node:crypto'
import type { Finding } from './finding.ts'

/**
 * Fingerprints of findings, in their order, that stay the same when lines move, when entries of a list
 * are added before, and from day to day: made of the rule, the file, the pointer without the indexes
 * of lists, and the message without ages. Equal ones are told apart by their order.
 *
 * @returns 32 hex digits each.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>()
  return findings.map(({ ruleId, file, pointer = '', message }) => {
    const path = pointer.replace(/\/\d+(?=\/|$)/g, '/*')
    const identity = JSON.stringify([ruleId, file, path, message.replace(age, '')])
    const count = seen.get(identity) ?? 0
    seen.set(identity, count + 1)
    return createHash('sha256').update(`${identity}#${count}`).digest('hex').slice(0, 32)
  })
}

// --- internal ---

/** How old something is grows on its own. */
const age = /\b\d+ (?:day|hour|minute)s?\b/g
