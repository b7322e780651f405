import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { version } from '../src/version.ts'
import { defineCompletion } from './definitions/define-completion.ts'
import { defineConsent } from './definitions/define-consent.ts'
import { defineDoctor } from './definitions/define-doctor.ts'
import { defineDrift } from './definitions/define-drift.ts'
import { defineEmulate } from './definitions/define-emulate.ts'
import { defineExplain } from './definitions/define-explain.ts'
import { defineInit } from './definitions/define-init.ts'
import { defineKey } from './definitions/define-key.ts'
import { defineLsp } from './definitions/define-lsp.ts'
import { defineMerge } from './definitions/define-merge.ts'
import { definePlan } from './definitions/define-plan.ts'
import { defineProbe } from './definitions/define-probe.ts'
import { defineRehearse } from './definitions/define-rehearse.ts'
import { defineReport } from './definitions/define-report.ts'
import { defineRotate } from './definitions/define-rotate.ts'
import { defineSmoke } from './definitions/define-smoke.ts'
import { defineTenant } from './definitions/define-tenant.ts'
import { defineValidate } from './definitions/define-validate.ts'
import type { Done } from './definitions/done.ts'
import { exitCodeMeanings } from './exit-codes.ts'
import type { Io } from './io.ts'

/**
 * Declares all commands. Their code is imported when they run, so that a start loads what it needs.
 *
 * @param done takes the exit code of the command that ran.
 */
export function defineCommands(program: Command, io: Io, done: Done): void {
  program
    .description('One Docusign integration key, many tenants, as code.')
    .version(version, '-V, --version', 'print the version')
    .option('-C <dir>', 'run as if started in <dir>', (dir) => startFolder(resolve(io.cwd, dir)))
    .addOption(
      new Option('--color <when>', 'colours: on terminals only, or always, or never')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .on('option:color', (when: Io['colour']) => {
      io.colour = when
    })
    .addHelpText(
      'after',
      `\nExit codes:\n${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(4)}${meaning}`).join('\n')}`,
    )

  for (const define of definitions) define(program, io, done)
}

// --- internal ---

function startFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new InvalidArgumentError('There is no such folder.')
}

/** In the order of `ikctl --help`. */
const definitions = [
  defineValidate,
  defineExplain,
  defineLsp,
  definePlan,
  defineSmoke,
  defineDoctor,
  defineMerge,
  defineReport,
  defineProbe,
  defineInit,
  defineTenant,
  defineConsent,
  defineKey,
  defineDrift,
  defineRotate,
  defineEmulate,
  defineRehearse,
  defineCompletion,
]
