// Fails when a regular expression can take more than linear time, or is assembled at run time, and is not
// among the justified exceptions. Part of `npm run check`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'
import { root } from './docs/root.ts'
import { exceptions } from './patterns/exceptions.ts'
import { checkPatterns } from './patterns/pattern-problems.ts'

const paths = globSync(
  ['{src,scripts,tools,infra}/**/*.ts', 'src/**/generated/*.js', '.github/scripts/*.mjs'],
  { cwd: root, dot: true },
).sort()
const files = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const problems = checkPatterns(files, exceptions)
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0
