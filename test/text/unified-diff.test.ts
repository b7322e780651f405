import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unifiedDiff } from '../../src/text/unified-diff.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('')

test('shows three lines of context, and each distant change on its own', () => {
  const after = numbers(1, 30).replace('5\n', 'five\n').replace('\n25\n', '\n')
  expect(unifiedDiff('a.txt', numbers(1, 30), after)).toBe(`--- a/a.txt
+++ b/a.txt
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
@@ -22,7 +22,6 @@
 22
 23
 24
-25
 26
 27
 28
`)
})

test('shows a new file, and says where there is no line break at the end', () => {
  expect(unifiedDiff('a.txt', undefined, 'one\ntwo')).toBe(`--- /dev/null
+++ b/a.txt
@@ -0,0 +1,2 @@
+one
+two
\\ No newline at end of file
`)
  expect(unifiedDiff('a.txt', 'same', 'same')).toBe('')
})

test('git apply makes the new text of the old one', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
    .chain((lines) => fc.boolean().map((end) => lines.join('\n') + (end ? '\n' : '')))
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after && before !== '' && after !== '')
      const folder = temporaryFolder({ 'a.txt': before })
      writeFileSync(join(folder, 'a.patch'), unifiedDiff('a.txt', before, after))
      const { stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', 'a.patch'], {
        cwd: folder,
        encoding: 'utf8',
      })
      expect(stderr).toBe('')
      expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(after)
    }),
    { numRuns: 40, seed: 3 },
  )
})
