import { fileURLToPath } from 'node:url'

/** A file of this package by its path in it; from the sources and from dist/ it is one folder up. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}
