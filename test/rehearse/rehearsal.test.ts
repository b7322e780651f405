import { expect, test } from 'vitest'
import { ikctl, type Rehearsal } from '../../scripts/rehearsal/rehearsal.ts'
import { createTeller } from '../../scripts/rehearsal/teller.ts'
import { caught } from '../support/caught.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A rehearsal whose environment has no files at all. */
function emptyRehearsal() {
  let told = ''
  const output = { write: () => {} }
  const rehearsal: Rehearsal = {
    environment: 'rehearsal',
    tell: createTeller((text) => {
      told += text
    }, false),
    repository: { folder: temporaryFolder(), commit: () => '' },
    emulators: {
      ...{ access: {} as never, accessFile: '', upload: async () => '' },
      remove: async () => {},
    },
    deployment: {
      ...{ description: '', tellsCommit: false, env: {} },
      ...{ up: async () => [], stop: () => {} },
    },
    io: {
      ...{ stdout: output, stderr: output, env: {}, cwd: '/', now: Date.now },
      signal: new AbortController().signal,
      readStdin: async () => Buffer.alloc(0),
    },
    commands: [],
  }
  return { rehearsal, told: () => told }
}

test('a command that ends otherwise than it must ends the rehearsal, with what it said', async () => {
  const { rehearsal } = emptyRehearsal()
  const error = await caught(() => ikctl(rehearsal, 'rotate status'))
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).toContain('`ikctl rotate status rehearsal` ended with exit code 2, not 0')
  expect(String(error)).toContain('nothing to check')
  expect(rehearsal.commands).toEqual([])
})

test('one that must be refused is told with its exit code', async () => {
  const { rehearsal, told } = emptyRehearsal()
  await ikctl(rehearsal, 'rotate compromise', 'first --reason "a b"', 2)
  expect(told()).toMatch(/^ {4}\$ ikctl rotate compromise rehearsal first --reason "a b"\n/)
  expect(told()).toMatch(/\n {6}exit code 2\n$/)
  expect(rehearsal.commands).toMatchObject([{ exitCode: 2 }])
})
