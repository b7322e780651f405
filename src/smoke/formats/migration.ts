import { plural } from '../../text/plural.ts'
import type { LoginResult, SmokeReport } from '../smoke-report.ts'
import { type Entry, entriesOf } from './entries.ts'
import { classTitle } from './words.ts'

/** A user of a migrating tenant who could not log in with the shared key yet. */
export interface Waiting {
  entry: Entry
  /** `no consent`, or what else it failed with. */
  why: string
}

/** How far a migration has come. */
export interface MigrationWords {
  /** `30 of 50 users of migrating tenants could log in with the shared key`. */
  sentence: string
  waiting: Waiting[]
  /** Where they consent: the same link for all. */
  consentLink?: string
}

/** @returns undefined when no tenant is migrating. */
export function migrationOf(report: SmokeReport): MigrationWords | undefined {
  const { migration } = report.summary
  if (migration === undefined) return undefined
  const { ready, waiting } = migration
  const entries = entriesOf(report).flatMap((entry): (Waiting & { sharedKey: LoginResult })[] => {
    const { sharedKey } = entry.login
    if (sharedKey === undefined || sharedKey.outcome.startsWith('passed')) return []
    const { failure } = sharedKey
    return [
      { entry, sharedKey, why: failure === undefined ? 'not tried' : classTitle(failure.class) },
    ]
  })
  const consentLink = entries.find(({ sharedKey }) => sharedKey.consentLink)?.sharedKey.consentLink
  return {
    sentence: `${ready} of ${plural(ready + waiting, 'user')} of migrating tenants could log in with the shared key`,
    waiting: entries.map(({ entry, why }) => ({ entry, why })),
    ...(consentLink !== undefined && { consentLink }),
  }
}
