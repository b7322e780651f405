/** What faults and counts of requests are named by. */
export const operations = [
  'token',
  'userinfo',
  'account',
  'user',
  'connect',
  'authorize',
  'login',
  'consent',
] as const
export type Operation = (typeof operations)[number]
