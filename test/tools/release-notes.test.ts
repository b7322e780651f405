import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { releaseNotes } from '../../tools/release/release-notes.ts'
import { root } from '../support/example-tree.ts'

const files = {
  versions: { 'package.json': '1.2.0', 'packages/login/package.json': '1.2.0' },
  changelogs: {
    'CHANGELOG.md':
      '# Changelog\n\n## Unreleased\n\n## 1.2.0\n\n- new\n\n### Fixed\n\n- old\n\n## 1.1.0\n\n- x\n',
    'packages/login/CHANGELOG.md': '# Changelog\n\n## 1.2.0\n\n- login\n',
  },
}

test('are the section of the version, of both packages', () => {
  expect(releaseNotes('v1.2.0', files)).toBe(
    '- new\n\n### Fixed\n\n- old\n\n## packages/login\n\n- login\n',
  )
})

describe('are refused', () => {
  test.each([
    ['1.2.0', 'not a version tag'],
    ['v1.2', 'not a version tag'],
    ['v1.3.0', 'package.json says version 1.2.0, the tag 1.3.0'],
  ])('for the tag %s', (tag, message) => {
    expect(() => releaseNotes(tag, files)).toThrow(message)
  })

  test('when a changelog says nothing', () => {
    const changelogs = { ...files.changelogs, 'CHANGELOG.md': '## 1.2.0\n\n## 1.1.0\n\n- x\n' }
    expect(() => releaseNotes('v1.2.0', { ...files, changelogs })).toThrow(
      'CHANGELOG.md says nothing about 1.2.0',
    )
  })
})

test('can be made for the version that is here', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const { version } = JSON.parse(read('package.json'))
  const names = ['CHANGELOG.md', 'packages/login/CHANGELOG.md']
  const changelogs = Object.fromEntries(names.map((name) => [name, read(name)]))
  const versions = {
    'packages/login/package.json': JSON.parse(read('packages/login/package.json')).version,
  }
  expect(releaseNotes(`v${version}`, { versions, changelogs })).toContain('The first version.')
})
