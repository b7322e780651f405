/** Why the file system refused, in words: the error's own message has a path of this machine. */
export function failureReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  const words = reasons[code]
  return words === undefined ? code : `${words} (${code})`
}

/** Whether the file system refused, rather than the network, a program or this code. */
export function isFileFailure(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return false
  return (
    String(error.code) in reasons && !/^(spawn|connect|listen|bind)/.test(String(error.syscall))
  )
}

// --- internal ---

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'there is a file of that name',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left',
  ENOTDIR: 'part of the path is no folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
}
