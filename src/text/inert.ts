/**
 * Text for a log that a CI system reads: nothing in it is one of its commands, as GitHub's `::error::`
 * at the start of a line and `##[error]`, or Azure's `##vso[...]`, anywhere in it, would be. Values of
 * a pull request get printed, and a command could set variables of the job or hide what follows.
 */
export function inert(text: string): string {
  return text
    .replace(/^([^\S\r\n\u2028\u2029]*):(?=:)/gm, '$1: ')
    .replace(/##(?=(?:vso)?\[)/gi, '# #')
}
