import { join } from 'node:path'
import ts from 'typescript'
import { root } from './example-tree.ts'

/**
 * What TypeScript has against a consumer's files, compiled as strictly as applications do.
 *
 * @param names the files of the folder.
 */
export function typeProblems(
  folder: string,
  names: readonly string[],
  options: ts.CompilerOptions = {},
): string[] {
  const program = ts.createProgram({
    rootNames: names.map((name) => join(folder, name)),
    options: {
      ...{ strict: true, noEmit: true, skipLibCheck: true, types: ['node'] },
      ...{ allowImportingTsExtensions: true, verbatimModuleSyntax: true },
      typeRoots: [join(root, 'node_modules/@types')],
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      ...options,
    },
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
}
