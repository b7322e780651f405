/** The vault of an address in it, `https://HOST`, in lower case. */
export function vaultOf(address: string): string {
  return address.split('/').slice(0, 3).join('/').toLowerCase()
}
