/** What faults and counts of requests are named by. */
export const operations = [
  'token',
  'userinfo',
  'account',
  'connect',
  'authorize',
  'login',
  'consent',
] as const
export type Operation = (typeof operations)[number]
