/** What the logs of GitHub, Azure Pipelines and GitLab act upon, and what hides text at a terminal. */
export const hostile = [
  '##vso[task.setvariable variable=A]b',
  '##VSO[artifact.upload]x',
  '##[group]x',
  '::add-mask::x',
  'section_start:1:a[collapsed=true]',
]

/**
 * Lines that a CI system would take for a command.
 *
 * @param options.own the commands with which formats begin a line are meant.
 */
export function commandsIn(log: string, { own = false } = {}): string[] {
  return log
    .split(/[\r\n]/)
    .map((line) => (own ? line.replace(ownCommand, '') : line))
    .filter((line) =>
      /^[\s\u0085]*::|##(?:vso)?\[|section_(?:start|end):\d|\p{Cc}(?!\[[\d;]*[mK])/iu.test(
        line.replaceAll('\t', ' '),
      ),
    )
}

// --- internal ---

const ownCommand = /^(?:::(?:error|warning|notice) [^:]*::|##vso\[task\.logissue [^\]]*\])/
