import { join } from 'node:path'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import {
  evidenceKeyFile,
  evidenceKeyFingerprint,
  isSamePublicKey,
} from '../../src/rotation/evidence-key-file.ts'
import { openEvidenceSigner } from '../../src/rotation/open-evidence-signer.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'

export interface KeyEvidenceCommandOptions {
  directory: string
  replace?: boolean
}

/** Writes the public half of the evidence key, by which evidence is verified offline. */
export async function keyEvidenceCommand(
  name: string,
  { directory, replace = false }: KeyEvidenceCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const environment = loadEnvironment(name, directory, io, { tenants: [] })
  requireOwnServices(environment, io)
  const { openSettingsVault, settingsVault, close } = await openEnvironment(environment, io)
  try {
    const { publicKey } = await openEvidenceSigner(await openSettingsVault())
    const file = evidenceKeyFile(environment)
    const fingerprint = `SPKI SHA-256 ${evidenceKeyFingerprint(publicKey)}`
    const path = join(directory, file)
    const declared = readFileIfThere(path)
    if (declared !== undefined && isSamePublicKey(declared, publicKey)) {
      io.stdout.write(`${file} is the evidence key's public half: nothing to do\n${fingerprint}\n`)
      return exitCodes.good
    }
    if (declared !== undefined && !replace) {
      return refused(
        `${file} holds another key than the evidence key in ${settingsVault} (${fingerprint})`,
        'find out who changed which of them; if the vault is right, run this again with --replace',
        io,
      )
    }
    await editEnvironment(name, { directory, dryRun: false }, io, () =>
      replaceFiles(new Map([[path, publicKey]]), new Map([[path, declared]])),
    )
    io.stdout.write(`written  ${file}
${fingerprint}

Next: merge it in a change of its own. Evidence counts by the key of the base
revision: what is signed by this one counts from the merge on.
Then: ikctl smoke ${name} --candidate ID
`)
    return exitCodes.good
  } finally {
    await close()
  }
}
