import { printable } from '../../../text/printable.ts'
import type { SmokeReport } from '../../smoke-report.ts'
import { type Entry, entriesOf } from '../entries.ts'
import { type PageData, pageData } from './page-data.ts'

/** What the sections of the page are made of. */
export interface PageView {
  report: SmokeReport
  entries: readonly Entry[]
  data: PageData
}

/** @param report its texts are shown as they are, but for what nobody could see. */
export function createPageView(report: SmokeReport): PageView {
  const shown = withTexts(report, printable)
  const entries = entriesOf(shown)
  return { report: shown, entries, data: pageData(shown, entries) }
}

// --- internal ---

/** The same with every text, and every name, changed. */
function withTexts<T>(value: T, change: (text: string) => string): T
function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [change(name), withTexts(item, change)]),
  )
}
