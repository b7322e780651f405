import type { PatternException } from './pattern-problems.ts'

/** Patterns on input that is bounded. Whatever reads a file, a request or an answer has no place here. */
export const exceptions: readonly PatternException[] = [
  {
    file: 'tools/words/foreign-words.ts',
    pattern: `\`\\\\b\${acrossLines(phrase)}\\\\b\``,
    reason: 'the phrases of that file, on files of this repository',
  },
  {
    file: 'scripts/commands/complete-tenant.ts',
    pattern: String.raw`[\s,]+(?=[^\s,=]+=)`,
    reason: 'a line that somebody types',
  },
  {
    file: 'src/config/confused-value.ts',
    pattern: 'guidPattern',
    reason: 'a pattern of the schemas',
  },
  ...[
    String.raw`[$#]?(?:\{|%7B).*?(?:\}|%7D)+`,
    String.raw`(?<!\/\/(?:[^/?#]*@)?)\[[^\]/]*\]|(?<=\/\/)\[[^\]/:]*\]`,
    '(?:<|%3C).*?(?:>|%3E)',
    "forms.map(({ source }) => source).join('|')",
  ].map((pattern) => ({
    file: 'src/rules/redirect-uri/redirect-uris.ts',
    pattern,
    reason: 'the first 2,000 characters of an address',
  })),
  {
    file: 'infra/parameter-reader.ts',
    pattern: `\`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/\${path}$\``,
    reason: 'the types of resources are written in the same file',
  },
  {
    file: 'src/config/meant-text.ts',
    pattern: 'pattern',
    reason: 'a pattern of the schemas, which are checked as src/config/generated/validators.js',
  },
  {
    file: 'src/config/meant-text.ts',
    pattern: String.raw`^(?:urn:uuid:|[\s"'“”„‘’«»{([<])+|[\s"'“”„‘’«»})\]>,;.]+$`,
    reason: 'values of up to 200 characters',
  },
  {
    file: 'src/emulators/resource-manager/abac-condition.ts',
    pattern: `\`^\${escaped.join('.*')}$\``,
    reason: 'the actions of a role that the Pulumi program itself declares',
  },
  {
    file: 'src/emulators/resource-manager/resource-shape.ts',
    pattern: `\`^\${parts.join('(.+)')}$\``,
    reason: 'ids that the emulated Resource Manager has made',
  },
  {
    file: 'tools/docs/check-commands.ts',
    pattern: String.raw`\s(?:[#|&>;]|\s\s).*$`,
    reason: 'a line of the documentation',
  },
  {
    file: 'tools/docs/check-commands.ts',
    pattern: String.raw`"[^"]*"|<[^>]*>|[^\s"<]+`,
    reason: 'a line of the documentation',
  },
  {
    file: 'tools/docs/markdown-pages.ts',
    pattern: '^( *)```(\\w*).*\\n([\\s\\S]*?)^\\1```$',
    reason: 'a page of the documentation',
  },
]
