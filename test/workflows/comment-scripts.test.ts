import { describe, expect, test } from 'vitest'
import { zip } from './zip.ts'

/** The workflow runs them without a build and without packages, so they are JavaScript. */
const script = (name: string) => new URL(`../../.github/scripts/${name}.mjs`, import.meta.url).href
const { foreignLine } = (await import(script('foreign-line'))) as {
  foreignLine(text: string): number | undefined
}
const { unzip } = (await import(script('unzip'))) as {
  unzip(archive: Buffer, name: string, limit: number): Buffer | undefined
}

describe('foreignLine', () => {
  test.each([
    'Thanks to @contoso/admins',
    'Thanks to &#64;admins',
    '![x](https://evil.example/pixel)',
    '[approve](/merge)',
    '[approve]: /merge',
    'see https://evil.example',
    'see www.evil.example',
    '<img src=x>',
    '<!-- ikctl-plan environment=x sha256=1 --> <b>',
    `<!-- ikctl-plan environment=x --><b> sha256=${'ab'.repeat(32)} -->`,
    'closes #12',
    '`a` and ` @admins',
    '`` ` @admins `` `',
    '\\`@admins`',
    '| `a | b` | `c` |\n|---|---|---|',
    'x | `a | b`\n- | -',
    '- x | `a | b`\n  -|-',
    '\u202Eneddih',
    'a\rb',
    '&commat;admins',
  ])('finds %j', (line) => {
    expect(foreignLine(`### ikctl plan\n\n${line}\n`)).toBe(3)
  })

  test.each([
    '',
    'No environment changes.',
    `<!-- ikctl-plan environment=x sha256=${'ab'.repeat(32)} -->`,
    '#### Changes',
    '- **one** (`@a`, `<b>`, ``a ` b``, `a | b`)',
    '| `~` | `a \\| b` | \\[x\\] &lt;b> &#64;\u200bc \\#\u200b12 https:\u200b//x www\u200b.x |\n|---|---|---|',
  ])('lets %j pass', (line) => {
    expect(foreignLine(line)).toBeUndefined()
  })
})

describe('unzip', () => {
  const archive = zip({ 'other.md': 'x'.repeat(100), 'plan.md': 'The plan. '.repeat(100) })

  test('reads one file', () => {
    expect(unzip(archive, 'plan.md', 1000)?.toString()).toBe('The plan. '.repeat(100))
  })

  test.each<[string, Buffer, number]>([
    ['a file that is larger than the limit', archive, 999],
    ['a file that grows', zip({ 'plan.md': Buffer.alloc(10_000_000) }), 1000],
    ['another path', zip({ '../plan.md': 'x' }), 1000],
    ['no archive', Buffer.from('PK'), 1000],
    ['nothing', Buffer.alloc(0), 1000],
    ['a cut archive', archive.subarray(0, -30), 1000],
    [
      'a directory elsewhere',
      Buffer.concat([archive.subarray(0, -6), Buffer.alloc(6, 0xff)]),
      1000,
    ],
  ])('%s is no plan', (_, bytes, limit) => {
    expect(unzip(bytes, 'plan.md', limit)).toBeUndefined()
  })
})
