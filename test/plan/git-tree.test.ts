import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FileTooLarge } from '../../src/config/config-tree.ts'
import { GitUnreadable } from '../../src/plan/git-program.ts'
import { blobId, gitTree, isAncestor } from '../../src/plan/git-tree.ts'
import { caught } from '../support/caught.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { gitRepository } from './git-repository.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

async function refusal(action: () => unknown): Promise<GitUnreadable> {
  const error = await caught(action)
  expect(error).toBeInstanceOf(GitUnreadable)
  return error as GitUnreadable
}

describe('gitTree', () => {
  test('reads a revision as it was, whatever the working tree and the index hold', () => {
    const repository = gitRepository()
    const commit = repository.commit({
      'config/demo/integration.yaml': 'one\n',
      'config/demo/tenants/ümläut "quoted"\n.yaml': 'two',
      'config/empty.yaml': '',
      'elsewhere.yaml': 'not below config',
    })
    repository.write({ 'config/demo/integration.yaml': 'changed\n' })
    repository.git('add', '--all')

    const tree = gitTree(repository.folder, 'HEAD')
    expect(tree.commit).toBe(commit)
    expect(tree.files()).toEqual([
      'config/demo/integration.yaml',
      'config/demo/tenants/ümläut "quoted"\n.yaml',
      'config/empty.yaml',
    ])
    expect(tree.files().map((file) => text(tree.read(file)))).toEqual(['one\n', 'two', ''])
    expect(repository.git('status', '--porcelain', '--', 'config/demo')).toContain('M ')
  })

  test('gives binary content and equal files back byte for byte', () => {
    const repository = gitRepository()
    const binary = Uint8Array.from({ length: 3000 }, (_, index) => index % 256)
    repository.commit({ 'config/a.pem': binary, 'config/b.pem': binary, 'config/c': '\n\n' })
    const tree = gitTree(repository.folder, 'main')
    expect(Buffer.from(tree.read('config/a.pem'))).toEqual(Buffer.from(binary))
    expect(Buffer.from(tree.read('config/b.pem'))).toEqual(Buffer.from(binary))
    expect(text(tree.read('config/c'))).toBe('\n\n')
    expect(() => tree.read('config/d')).toThrow(/has no file "config\/d"/)
  })

  test('starts in a folder inside of the repository', () => {
    const repository = gitRepository()
    repository.commit({
      'config/outer.yaml': 'outer',
      'products/sign/config/inner.yaml': 'inner',
    })
    const tree = gitTree(join(repository.folder, 'products/sign'), 'HEAD')
    expect(tree.files()).toEqual(['config/inner.yaml'])
    expect(text(tree.read('config/inner.yaml'))).toBe('inner')
  })

  test('only() has these files alone', () => {
    const repository = gitRepository()
    repository.commit({ 'config/a': 'a', 'config/b': 'b' })
    const part = gitTree(repository.folder, 'HEAD').only(['config/b'])
    expect(part.files()).toEqual(['config/b'])
    expect(text(part.read('config/b'))).toBe('b')
    expect(() => part.read('config/a')).toThrow(TypeError)
  })

  test('does not follow a link that a commit holds', () => {
    const repository = gitRepository()
    repository.commit({ 'config/a': 'a' })
    const target = repository.git('hash-object', '-w', '--stdin')
    repository.git('update-index', '--add', '--cacheinfo', `120000,${target},config/link`)
    repository.git('commit', '--quiet', '--message', 'A link')
    const tree = gitTree(repository.folder, 'HEAD')
    expect(tree.files()).toContain('config/link')
    expect(tree.modes).toEqual(new Map([['config/link', '120000']]))
    expect(() => tree.read('config/link')).toThrow(TypeError)
  })

  test('reads no file of more than 8 MiB, and knows so before Git inflates it', () => {
    const repository = gitRepository()
    repository.commit({ 'config/a': 'a', 'config/zeros': Buffer.alloc(64 * 1024 ** 2) })
    const tree = gitTree(repository.folder, 'HEAD')
    const before = process.memoryUsage().rss
    expect(() => tree.read('config/zeros')).toThrow(FileTooLarge)
    expect(text(tree.read('config/a'))).toBe('a')
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 ** 2)
  })

  test('reads 128 MiB of a revision, and no more', () => {
    const repository = gitRepository()
    const size = 8 * 1024 ** 2
    const files = Array.from({ length: 17 }, (_, n) => [`config/${n + 10}`, Buffer.alloc(size, n)])
    repository.commit(Object.fromEntries(files))
    const tree = gitTree(repository.folder, 'HEAD')
    expect(tree.read('config/25')).toHaveLength(size)
    expect(() => tree.read('config/26')).toThrow(FileTooLarge)
  })

  test.each(['sha1', 'sha256'] as const)('names content as Git does (%s)', (format) => {
    const repository = gitRepository({ format })
    repository.commit({ 'config/a.yaml': 'name: ä\n', 'config/b.yaml': '' })
    const { blobs } = gitTree(repository.folder, 'HEAD')
    for (const [path, content] of [
      ['config/a.yaml', 'name: ä\n'],
      ['config/b.yaml', ''],
    ] as const) {
      const id = blobs.get(path) ?? ''
      expect(blobId(Buffer.from(content), id)).toBe(id)
    }
  })

  test.each(['HEAD', 'main', 'v1', 'HEAD~1', 'main@{0}'])('knows the revision %s', (revision) => {
    const repository = gitRepository()
    repository.commit({ 'config/a': '1' })
    repository.commit({ 'config/a': '2' })
    repository.git('tag', '--annotate', '--message', 'A tag', 'v1')
    expect(gitTree(repository.folder, revision).files()).toEqual(['config/a'])
  })

  test.each(['--output=/tmp/x', '-x', '', 'a b', 'main\n', 'main\0'])(
    'takes %j for no revision',
    async (revision) => {
      const repository = gitRepository()
      repository.commit({ 'config/a': '1' })
      const error = await refusal(() => gitTree(repository.folder, revision))
      expect(error.reason).toBe('unknown_revision')
      expect(error.message).toContain('cannot be a revision')
    },
  )

  test('says when a revision is not there, and names what to give instead', async () => {
    const repository = gitRepository()
    repository.commit({ 'config/a': '1' })
    const error = await refusal(() => gitTree(repository.folder, 'origin/main'))
    expect(error.reason).toBe('unknown_revision')
    expect(error.message).toContain('does not know the revision "origin/main"')
  })

  test('says how to fetch what a shallow clone lacks', async () => {
    const origin = gitRepository()
    const first = origin.commit({ 'config/a': '1' })
    origin.commit({ 'config/a': '2' })
    const clone = join(temporaryFolder(), 'clone')
    origin.git('clone', '--quiet', '--depth=1', `file://${origin.folder}`, clone)
    expect(gitTree(clone, 'HEAD').files()).toEqual(['config/a'])
    const error = await refusal(() => gitTree(clone, first))
    expect(error.reason).toBe('shallow')
    expect(error.message).toContain('fetch-depth: 0')
  })

  test('says when there is no repository, and when there is no folder', async () => {
    const folder = temporaryFolder()
    expect((await refusal(() => gitTree(folder, 'HEAD'))).reason).toBe('no_repository')
    rmSync(folder, { recursive: true })
    expect((await refusal(() => gitTree(folder, 'HEAD'))).reason).toBe('no_git')
  })

  test('says when objects are missing', async () => {
    const repository = gitRepository()
    repository.commit({ 'config/a': 'content' })
    const tree = gitTree(repository.folder, 'HEAD')
    const id = tree.blobs.get('config/a') ?? ''
    rmSync(join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2)))
    const error = await refusal(() => tree.read('config/a'))
    expect(error.reason).toBe('damaged')
    expect(error.message).toContain('`git fsck --full` lists what is damaged')
  })
})

test('isAncestor tells what came before', () => {
  const repository = gitRepository()
  const first = repository.commit({ 'config/a': '1' })
  const second = repository.commit({ 'config/a': '2' })
  expect(isAncestor(repository.folder, first, second)).toBe(true)
  expect(isAncestor(repository.folder, second, second)).toBe(true)
  expect(isAncestor(repository.folder, second, first)).toBe(false)
  expect(isAncestor(repository.folder, 'f'.repeat(40), second)).toBe(false)
  expect(isAncestor(repository.folder, '--all', second)).toBe(false)
})
