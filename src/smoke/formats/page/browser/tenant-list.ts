import { grouped } from '../../../../text/grouped.ts'
import type { PageWords } from '../page-data.ts'
import { tenantRow } from '../page-rows.ts'
import type { Match } from './filter.ts'

/** The list of tenants. Only its beginning is there; it grows when its end comes into view. */
export interface TenantList {
  show(matches: readonly Match[]): void
  /** Lengthens the list for what shows all of a page at once, such as paper. */
  lengthen(count: number): void
}

/**
 * @param list takes the items.
 * @param more stands below it and is hidden when all are there.
 */
export function createTenantList(
  list: HTMLElement,
  more: HTMLButtonElement,
  words: PageWords,
): TenantList {
  let matches: readonly Match[] = []
  let shown = 0
  const lengthen = (count: number) => {
    const total = matches.length
    const rows = matches.slice(shown, shown + count).map(({ tenant, logins }, index) => {
      const place = { position: shown + index + 1, total }
      return tenantRow(tenant, logins, words, { ...allParts, place }).html
    })
    list.insertAdjacentHTML('beforeend', rows.join(''))
    shown += rows.length
    more.hidden = shown === total
    more.textContent = `Show more: ${grouped(total - shown)} left`
  }
  more.addEventListener('click', () => lengthen(pageSize))
  // Watched again after each growth: an end that is still in view must grow again.
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      lengthen(pageSize)
      watcher.unobserve(more)
      watcher.observe(more)
    },
    { rootMargin: '800px' },
  )
  watcher.observe(more)
  return {
    show(found) {
      matches = found
      shown = 0
      list.textContent = ''
      lengthen(pageSize)
    },
    lengthen,
  }
}

// --- internal ---

const pageSize = 50

const allParts = { outcome: true, title: true, message: true, change: true }
