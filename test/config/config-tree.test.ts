import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskTree } from '../../src/config/config-tree.ts'
import { maxFileSize } from '../../src/config/read-text.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('diskTree', () => {
  test('lists the files below config/, sorted, and reads them', () => {
    const folder = temporaryFolder({
      'config/b/tenants/z.yaml': 'z',
      'config/b/tenants/a.yaml': 'a',
      'config/a.yaml': Uint8Array.of(0xff, 0),
      'other/c.yaml': '',
    })
    const tree = diskTree(folder)
    expect(tree.files()).toEqual([
      'config/a.yaml',
      'config/b/tenants/a.yaml',
      'config/b/tenants/z.yaml',
    ])
    expect([...tree.read('config/a.yaml')]).toEqual([0xff, 0])
    expect(Buffer.from(tree.read('config/b/tenants/z.yaml')).toString()).toBe('z')
  })

  test('sees what changed since the last listing', () => {
    const folder = temporaryFolder({ 'config/a.yaml': 'a' })
    const tree = diskTree(folder)
    expect(tree.files()).toEqual(['config/a.yaml'])
    writeFileSync(join(folder, 'config/b.yaml'), 'b')
    expect(tree.files()).toEqual(['config/a.yaml', 'config/b.yaml'])
  })

  test('has no files without a folder config/', () => {
    expect(diskTree(temporaryFolder()).files()).toEqual([])
    expect(diskTree(temporaryFolder({ config: 'a file' })).files()).toEqual([])
    expect(diskTree(join(temporaryFolder(), 'none')).files()).toEqual([])
  })

  test('reads large files whole, but of those that are too large no more than needed', () => {
    const large = Buffer.alloc(200_001, 'ab')
    const folder = temporaryFolder({
      'config/empty.yaml': '',
      'config/large.yaml': large,
      'config/huge.yaml': Buffer.alloc(3 * maxFileSize, 'a'),
    })
    const tree = diskTree(folder)
    expect(tree.read('config/empty.yaml')).toHaveLength(0)
    expect(Buffer.compare(tree.read('config/large.yaml'), large)).toBe(0)
    const { length } = tree.read('config/huge.yaml')
    expect(length).toBeGreaterThan(maxFileSize)
    expect(length).toBeLessThan(maxFileSize + 100_000)
  })

  test('does not follow symbolic links', () => {
    const folder = temporaryFolder({ 'config/a.yaml': 'a', 'secret/token': 'c4n4ry' })
    symlinkSync(join(folder, 'secret/token'), join(folder, 'config/b.yaml'))
    symlinkSync(join(folder, 'secret'), join(folder, 'config/c'))
    symlinkSync('nowhere', join(folder, 'config/d.yaml'))
    const tree = diskTree(folder)
    expect(tree.files()).toEqual(['config/a.yaml', 'config/b.yaml', 'config/c', 'config/d.yaml'])
    for (const link of ['config/b.yaml', 'config/c', 'config/d.yaml']) {
      expect(() => tree.read(link)).toThrow(/^it is a symbolic link$/)
    }
  })

  test('says why a file cannot be read, without the path of this machine', () => {
    const folder = temporaryFolder({ 'config/a.yaml': 'a' })
    const tree = diskTree(folder)
    expect(() => tree.read('config/none.yaml')).toThrow(
      /^there is no such file or folder \(ENOENT\)$/,
    )
    expect(() => tree.read('config')).toThrow(/^it is a folder \(EISDIR\)$/)
  })

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)('goes on where a folder cannot be listed', () => {
    const folder = temporaryFolder({ 'config/a/x.yaml': 'x', 'config/b/y.yaml': 'y' })
    mkdirSync(join(folder, 'config/c'))
    chmodSync(join(folder, 'config/a'), 0)
    const tree = diskTree(folder)
    expect(tree.files()).toEqual(['config/a', 'config/b/y.yaml'])
    expect(() => tree.read('config/a')).toThrow(/^permission denied \(EACCES\)$/)
    chmodSync(join(folder, 'config/a'), 0o700)
  })
})
