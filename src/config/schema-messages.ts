/** Words for every pattern in the schemas; a test sees that none is missing. */
export const patternWords: Record<string, string> = {
  '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$':
    'a GUID such as 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
  '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$':
    'lower-case letters, digits and hyphens, at most 63, beginning and ending with a letter or digit',
  '^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$':
    'an e-mail address such as docusign-admins@contoso.example',
  '^https://[^/?#\\s]+$': 'an https address of a host alone, without a path or a slash at its end',
  '^[1-9][0-9]{0,5}[mhd]$': 'a duration such as 30m, 24h or 180d',
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$':
    'a time in UTC such as 2026-05-04T08:00:00Z',
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$': 'a date such as 2026-12-15',
  '^[a-z][a-z0-9_.]*$': 'an OAuth scope such as signature',
  '^[a-z]+(-[a-z0-9]+)+$': 'an event of Docusign Connect such as envelope-completed',
  '^[a-z0-9-]+/[a-z0-9-]+$': 'a rule id such as redirect-uri/fragment',
  '^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$':
    'the id of a vault secret with its version, https://<vault>/secrets/<name>/<32 hex digits>',
  '^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$':
    'the id of a vault key or secret with its version, https://<vault>/keys/<name>/<32 hex digits>',
  '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$':
    'an RFC 7638 thumbprint (SHA-256, base64url, 43 characters)',
  '^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$':
    'a host name in lower case, with *. at its start for any subdomain',
}
