import { type Parse, textMap } from './parse.ts'

/**
 * Tags as Azure takes them: a key has 15 at most, of which the program sets some itself. What is wrong
 * would otherwise be refused in the middle of `pulumi up`.
 *
 * @param others how many tags the program adds.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
export function tagsWithin(others: number): Parse<Record<string, string>> {
  return (value) => {
    const tags = textMap(value)
    const most = 15 - others
    const names = Object.keys(tags)
    if (names.length > most) {
      throw new TypeError(
        `${names.length} tags are too many: a key has 15 at most, and ${others} are set anyway, so ${most} are left`,
      )
    }
    for (const [name, text] of Object.entries(tags)) {
      if (name.length > 256 || name === '' || /[<>%&\\?/]/.test(name)) {
        throw new TypeError(
          `"${name}" is not the name of a tag: 1 to 256 characters, none of < > % & \\ ? /`,
        )
      }
      if (text.length > 256) {
        throw new TypeError(`the tag "${name}" has ${text.length} characters, 256 are the most`)
      }
    }
    return tags
  }
}
