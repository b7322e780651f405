// Makes what is generated in docs/: `npm run docs`. With `--check` it writes nothing and fails when a page
// is stale, a link leads nowhere, or a command is documented that does not exist.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateDocs } from './docs/generate-docs.ts'
import { root } from './docs/root.ts'

const check = process.argv.includes('--check')
const { stale, problems } = generateDocs()
for (const [path, text] of stale) {
  if (check) {
    problems.push(`${path} is stale: run \`npm run docs\` and commit it`)
    continue
  }
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  process.stderr.write(`wrote ${path}\n`)
}
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0
