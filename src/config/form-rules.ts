import type { RuleInfo } from '../findings/rule-info.ts'

/** The rules that the loader itself checks: names, encoding, YAML and schema. None can be re-graded. */
export const formRules: readonly RuleInfo[] = [
  rule(
    'config/file-name',
    'Environment folders and tenant files are named after what is in them.',
    'Rename it.',
  ),
  rule(
    'config/unknown-file',
    'Every file below config/ is one that ikctl reads.',
    'Rename it, or move it out of config/. Markdown and dot files may stay.',
  ),
  rule(
    'config/missing-file',
    'An environment has integration.yaml and key-pairs.yaml.',
    'Write the file; the reference of the configuration shows its form.',
  ),
  rule(
    'config/unreadable',
    'Every file below config/ is a plain file that can be read.',
    'Put a copy of the file there instead of a link or a submodule, and let it be readable and not executable (`git update-index --chmod=-x`).',
  ),
  rule(
    'config/git-attributes',
    'No .gitattributes file lies below config/.',
    'Delete it. Attributes that the repository needs, such as `* text=auto eol=lf`, belong into the .gitattributes file at its root.',
  ),
  rule(
    'yaml/size',
    'A file has at most 8 MiB, and not more YAML in it than some 7,000 lines.',
    'Split it: one tenant is one file.',
  ),
  rule('yaml/encoding', 'Files are UTF-8.', 'Save the file as UTF-8.'),
  rule(
    'yaml/hidden-character',
    'Files have no characters that reviewers cannot see.',
    'Delete the character; in a quoted string, write it as an escape.',
    'Deletes a byte order mark, and writes spaces for what only looks like one.',
  ),
  rule('yaml/syntax', 'Files are YAML 1.2.', 'Fix the syntax; the place is where YAML noticed.'),
  rule('yaml/empty', 'A file has a value.', 'Fill it, or delete the file.'),
  rule(
    'yaml/multiple-documents',
    'A file holds one document.',
    'Remove the line "---", or move what follows to a file of its own.',
  ),
  rule('yaml/directive', 'Files have no YAML directives.', 'Remove the line that begins with %.'),
  rule('yaml/anchor', 'Files have no anchors and aliases.', 'Write the value out.'),
  rule('yaml/merge', 'Files have no merge keys.', 'Write the values out.'),
  rule('yaml/tag', 'Values have no tags.', 'Remove the tag; quote the value to make it a string.'),
  rule('yaml/duplicate-key', 'A key stands once in a map.', 'Remove one of the two.'),
  rule('yaml/depth', 'Values are nested at most 32 levels deep.', 'Remove the extra levels.'),
  rule(
    'yaml/unquoted',
    'Strings and names that YAML tools would read as something else are quoted.',
    'Quote it.',
    'Quotes the value as it stands.',
  ),
  rule(
    'schema/unknown-property',
    'Every property is a known one.',
    'Rename or remove it.',
    'Renames a property that is one or two letters away from a single known one which is not there.',
  ),
  rule('schema/required', 'Required properties are there.', 'Add the property.'),
  rule(
    'schema/type',
    'Values have the type of the schema.',
    'Write a value of that type: docs/configuration.md has an example of each property.',
  ),
  rule(
    'schema/value',
    'Values have the form of the schema.',
    'Write a value of that form: docs/configuration.md has an example of each property.',
    'Writes an allowed word as it is spelled, an id without what is around it, a time in UTC, an address without its path.',
  ),
]

// --- internal ---

function rule(id: string, summary: string, help: string, fix?: string): RuleInfo {
  return { id, severity: 'error', summary, help, locked: true, ...(fix !== undefined && { fix }) }
}
