/** Whose consent a link asks for. */
export interface TenantUser {
  /** The tenant's id. */
  tenant: string
  /** The user's role in the product. */
  role: string
  /** User ID, in canonical form. */
  user: string
}
