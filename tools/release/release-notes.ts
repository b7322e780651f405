/** What has to name the version of a release, by file. */
export interface ReleaseFiles {
  versions: Readonly<Record<string, string>>
  changelogs: Readonly<Record<string, string>>
}

/**
 * What the changelogs say about the version of a tag.
 *
 * @param tag such as `v0.2.0`.
 * @throws {Error} when the tag is no version, or a file does not name that version.
 */
export function releaseNotes(tag: string, { versions, changelogs }: ReleaseFiles): string {
  const version = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag)?.[1]
  if (version === undefined) throw new Error(`"${tag}" is not a version tag such as v0.2.0`)
  for (const [file, found] of Object.entries(versions)) {
    if (found !== version) throw new Error(`${file} says version ${found}, the tag ${version}`)
  }
  return Object.entries(changelogs)
    .map(([file, text]) => {
      const notes = sectionOf(text, version)
      if (notes === '') throw new Error(`${file} says nothing about ${version}`)
      return `${file === 'CHANGELOG.md' ? '' : `## ${file.replace(/\/CHANGELOG\.md$/, '')}\n\n`}${notes}\n`
    })
    .join('\n')
}

// --- internal ---

function sectionOf(changelog: string, version: string): string {
  const lines = changelog.split('\n')
  const start = lines.indexOf(`## ${version}`)
  if (start < 0) return ''
  const end = lines.findIndex((line, index) => index > start && line.startsWith('## '))
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .join('\n')
    .trim()
}
