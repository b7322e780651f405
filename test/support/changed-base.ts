import { ruleCases } from './rule-cases.ts'

/** The valid base of `test/cases`, with texts replaced (a text that is not there is a mistake) and files added. */
export function changedBase(
  edits: Readonly<Record<string, readonly [from: string | RegExp, to: string][]>>,
  added: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const [{ files: base } = { files: new Map<string, string>() }] = ruleCases('valid')
  const changed = new Map([...base, ...Object.entries(added)])
  for (const [file, replacements] of Object.entries(edits)) {
    let text = changed.get(file) ?? ''
    for (const [from, to] of replacements) {
      const after = text.replace(from, to)
      if (after === text) throw new Error(`"${from}" is not in ${file}`)
      text = after
    }
    changed.set(file, text)
  }
  return changed
}
