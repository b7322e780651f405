/** A random GUID in the form of RFC 9562 section 5.4; names something, protects nothing. */
export function randomGuid(random: () => number): string {
  const digit = (values: number, from = 0) => (from + Math.floor(random() * values)).toString(16)
  const digits = (count: number) => Array.from({ length: count }, () => digit(16)).join('')
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${digit(4, 8)}${digits(3)}-${digits(12)}`
}
