/** `1 file`, `2 files`, `3 retries`. */
export function plural(count: number, word: string): string {
  if (count === 1) return `1 ${word}`
  return `${count} ${word.replace(/y$/, 'ie')}s`
}
