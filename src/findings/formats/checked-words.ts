import { plural } from '../../text/plural.ts'
import type { Summary } from './formatter.ts'

/** What was looked at, and what comments kept from being told. */
export function checkedWords({ files, tenants, suppressed }: Summary): string {
  const checked = `${plural(files, 'file')}, ${plural(tenants, 'tenant')} checked`
  return suppressed === 0 ? checked : `${checked}, ${plural(suppressed, 'finding')} suppressed`
}
