// The report page's script: filter and search, in the page's address; the list of all tenants.
import { grouped } from '../../../../text/grouped.ts'
import type { PageData } from '../page-data.ts'
import { wireCopyButtons } from './copy-buttons.ts'
import {
  emptyFilter,
  type Filter,
  filterNames,
  findMatches,
  indexTenants,
  parseFilter,
  writeFilter,
} from './filter.ts'
import { createTenantList } from './tenant-list.ts'

/** More than this on paper would help nobody. */
const mostOnPaper = 2000

const data = JSON.parse(element('data').textContent ?? '') as PageData
const form = element<HTMLFormElement>('filter')
const search = element<HTMLInputElement>('filter-q')
const section = element('tenants')
const count = element('count')
const tenants = indexTenants(data.tenants)
const list = createTenantList(element('list'), element<HTMLButtonElement>('more'), data.words)

document.documentElement.classList.add('scripted')
wireCopyButtons(element('copied'))
show(parseFilter(location.hash) ?? emptyFilter, location.hash.includes('='))

form.addEventListener('input', () => {
  const filter = readForm()
  // Each letter of a search would be a step back.
  history.replaceState(null, '', writeFilter(filter) || location.pathname + location.search)
  show(filter)
})
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('reset', (event) => {
  event.preventDefault()
  for (const name of filterNames) field(name).value = ''
  form.dispatchEvent(new Event('input'))
  search.focus()
})
addEventListener('hashchange', () => {
  const filter = parseFilter(location.hash)
  if (filter !== undefined) show(filter, true)
  else if (location.hash === '') show(emptyFilter)
})
addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select')
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault()
    search.focus()
  }
})
addEventListener('beforeprint', () => list.lengthen(mostOnPaper))

function show(filter: Filter, goThere = false): void {
  for (const name of filterNames) setField(field(name), filter[name])
  const matches = findMatches(tenants, filter)
  list.show(matches)
  const total = grouped(data.tenants.length)
  const isAll = matches.length === data.tenants.length
  count.textContent = isAll
    ? `All ${total} tenants`
    : `${grouped(matches.length)} of ${total} tenants`
  form.classList.toggle('filtered', writeFilter(filter) !== '')
  if (!goThere) return
  section.scrollIntoView()
  section.focus({ preventScroll: true })
}

function readForm(): Filter {
  const filter = { ...emptyFilter }
  for (const name of filterNames) filter[name] = field(name).value
  return filter
}

function field(name: keyof Filter): HTMLInputElement | HTMLSelectElement {
  return element<HTMLInputElement | HTMLSelectElement>(`filter-${name}`)
}

/** A shared address may name what this report does not have. */
function setField(target: HTMLInputElement | HTMLSelectElement, value: string): void {
  if (target instanceof HTMLSelectElement) {
    const isThere = [...target.options].some((option) => option.value === value)
    if (!isThere) target.add(new Option(`${value} (0)`, value))
  }
  if (target.value !== value) target.value = value
  if (value !== '' && target.parentElement) target.parentElement.hidden = false
}

function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no #${id}`)
  return found as T
}
