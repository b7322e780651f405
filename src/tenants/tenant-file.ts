import { type EditableMap, editYaml } from '../config/edit-yaml.ts'
import type { TenantFile } from '../config/generated/tenant.ts'
import { modeline } from '../config/modeline.ts'
import { otherReading } from '../config/other-reading.ts'
import type { Document } from '../config/problem.ts'
import { yaml } from '../config/yaml-library.ts'

/** A tenant as its file has it. */
export interface TenantDocument extends Document<TenantFile> {
  id: string
}

/** Where a tenant's file is, relative to the start folder. */
export function tenantPath(environmentPath: string, id: string): string {
  return `${environmentPath}/tenants/${id}.yaml`
}

/** A tenant with another status: only a migrating one has a legacy key. */
export function withStatus(
  { legacy, ...tenant }: TenantFile,
  status: TenantFile['status'],
): TenantFile {
  return { ...tenant, status, ...(status === 'migrating' && legacy && { legacy }) }
}

/** The text of a new tenant's file. */
export function newTenantText(path: string, tenant: TenantFile, schemaFolder: string): string {
  const document = new (yaml().Document)(inOrder(tenant), { version: '1.2' })
  yaml().visit(document, {
    Pair(_, { key }) {
      if (yaml().isScalar(key) && otherReading(String(key.value)) !== undefined)
        key.type = 'QUOTE_DOUBLE'
    },
  })
  const labels = document.get('labels')
  if (yaml().isCollection(labels)) labels.flow = true
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false })
  return `${modeline(schemaFolder, path)}\n${text}`
}

/**
 * The text of a tenant's file that says what is wanted; all else stays byte for byte.
 *
 * @throws {EditRefused} when the file is written in a way that cannot be edited.
 */
export function editTenantText(path: string, text: string, tenant: TenantFile): string {
  return editYaml(text, inOrder(tenant), { file: path, order: [propertyOrder] })
}

// --- internal ---

const propertyOrder = [
  'name',
  'status',
  'account',
  'baseUri',
  'users',
  'labels',
  'consent',
  'legacy',
  'knownFailure',
]

function inOrder(tenant: TenantFile): EditableMap {
  const entries = Object.entries(tenant).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => propertyOrder.indexOf(a) - propertyOrder.indexOf(b)),
  )
}
