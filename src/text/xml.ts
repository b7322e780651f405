/** Text for XML 1.0: escaped for elements and attributes, without characters that XML cannot hold. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/\r/g, '&#13;')
      .replace(/\n/g, '&#10;')
      // Nothing that a log of a CI system takes for a command, see `inert`.
      .replace(/##(?=(?:vso)?\[)/gi, '#&#35;')
  )
}
