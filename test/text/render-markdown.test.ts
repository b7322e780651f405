import { expect, test } from 'vitest'
import { renderMarkdown } from '../../src/text/render-markdown.ts'

const page = `# Title

<!-- head: begin -->

A paragraph with \`code\`, _stress_, **more stress**, a snake_case_word and a
[link](other.md#part), long enough to be wrapped.

- one item that does not fit into one line of this narrow terminal
- another

1. first
2. second

<!-- head: end -->

## Part

\`\`\`text
code   that is  kept, however long the line may be, since it gets copied

  with empty lines
\`\`\`

| a | b |
| - | - |
`

const options = { colour: false, columns: 40, link: (target: string) => `docs/${target}` }

test('a page is text for the terminal', () => {
  expect(renderMarkdown(page, options)).toBe(`Title
=====

A paragraph with \`code\`, stress, more
stress, a snake_case_word and a link
(docs/other.md#part), long enough to be
wrapped.

- one item that does not fit into one
  line of this narrow terminal
- another

1. first
2. second

Part
----

  code   that is  kept, however long the line may be, since it gets copied

    with empty lines

| a | b |
| - | - |
`)
})

test('with colour headings are bold instead of underlined', () => {
  expect(renderMarkdown('# Title\n', { ...options, colour: true })).toBe(
    '\u001b[1mTitle\u001b[22m\n',
  )
})
