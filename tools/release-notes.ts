// Prints what CHANGELOG.md says about the version of a tag such as v0.2.0, once everything names that version.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './docs/root.ts'
import { releaseNotes } from './release/release-notes.ts'

const [tag = ''] = process.argv.slice(2)
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const versionOf = (path: string): string => JSON.parse(read(path)).version
try {
  process.stdout.write(
    releaseNotes(tag, {
      versions: {
        'package.json': versionOf('package.json'),
        'packages/login/package.json': versionOf('packages/login/package.json'),
      },
      changelogs: {
        'CHANGELOG.md': read('CHANGELOG.md'),
        'packages/login/CHANGELOG.md': read('packages/login/CHANGELOG.md'),
      },
    }),
  )
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
