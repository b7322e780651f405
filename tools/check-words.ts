// Finds words and phrases that give a translation away, in what people read: `tsx tools/check-words.ts`.
// docs/internals/writing.md says how ikctl is written.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { foreignWords } from './words/foreign-words.ts'

const root = join(import.meta.dirname, '..')
const read = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'docs',
  'template',
  'packages',
]
const written = [
  'src',
  'scripts',
  'infra',
  'schemas',
  'deploy',
  'action.yml',
  '.github',
  'azure-pipelines.yml',
]
const files = execFileSync('git', ['ls-files', '-z', '--', ...read, ...written], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => /\.(md|ts|mjs|json|ya?ml|css)$/.test(file) && !file.includes('/generated/'))

const found = files.flatMap((file) =>
  foreignWords(readFileSync(join(root, file), 'utf8')).map(
    ({ line, text, instead }) => `${file}:${line}: "${text}": ${instead}`,
  ),
)
if (found.length > 0) {
  process.stderr.write(
    `${found.join('\n')}\n${found.length} foreign words (docs/internals/writing.md)\n`,
  )
  process.exitCode = 1
}
