import type { Command } from 'commander'
import { fences, prose } from './markdown-pages.ts'

/** The documented calls of ikctl that name a command, an argument or an option that does not exist. */
export function checkCommands(pages: ReadonlyMap<string, string>, program: Command): string[] {
  return [...pages].flatMap(([path, page]) => {
    const mentions = [...prose(page).matchAll(/`((?:npm run ikctl --|ikctl) [^`]+)`/g)].map(
      ([, text = '']) => text.replace(/\s+/g, ' '),
    )
    const calls = fences(page)
      .filter(({ language }) => language !== 'text')
      .flatMap(({ text }) => text.replace(/\\\n\s*/g, ' ').split('\n'))
      .flatMap(
        (line) =>
          /^\s*(?:\$ |- run: |run: )?((?:npx )?ikctl|npm run ikctl --)( .*)/.exec(line)?.[0] ?? [],
      )
    return [
      ...mentions.map((text) => [text, mistake(text, program, false)]),
      ...calls.map((text) => [text, mistake(text, program, true)]),
    ].flatMap(([text, problem]) =>
      problem === undefined ? [] : [`${path}: "${text?.trim()}": ${problem}`],
    )
  })
}

// --- internal ---

/** @param whole whether it is a call that people copy, so that every argument has to be there. */
function mistake(text: string, program: Command, whole: boolean): string | undefined {
  const words = text
    .trim()
    .replace(/\s(?:[#|&>;]|\s\s).*$/, '')
    .replace(/^.*?ikctl(?: -- )?\s*/, '')
    .match(/"[^"]*"|<[^>]*>|[^\s"<]+/g)
  let command = program
  let given = 0
  const queue = [...(words ?? [])]
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '...') return undefined
    if (word.startsWith('-')) {
      const [flag = ''] = word.split('=')
      if (flag === '--help') return undefined
      const option = [...command.options, ...program.options].find(
        ({ long, short }) => flag === long || flag === short,
      )
      if (option === undefined) return `there is no option ${flag}`
      if ((option.required || option.optional) && !word.includes('=')) queue.shift()
      continue
    }
    const child = command.commands.find((each) => each.name() === word)
    if (child !== undefined) command = child
    else if (command.commands.length > 0 && command.registeredArguments.length === 0)
      return isPlaceholder(word) ? undefined : `there is no command "${word}"`
    else given += 1
  }
  const { registeredArguments: wanted } = command
  if (!wanted.some(({ variadic }) => variadic) && given > wanted.length)
    return 'there are too many arguments'
  if (whole && given < wanted.filter(({ required }) => required).length)
    return 'an argument is missing'
  return undefined
}

/** `<command>`, `VERB`. */
function isPlaceholder(word: string): boolean {
  return /^[<[]|^[A-Z]+$/.test(word)
}
