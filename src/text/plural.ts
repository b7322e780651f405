import { grouped } from './grouped.ts'

/** `1 file`, `2,000 files`, `3 retries`. */
export function plural(count: number, word: string): string {
  if (count === 1) return `1 ${word}`
  return `${grouped(count)} ${word.replace(/y$/, 'ie')}s`
}
