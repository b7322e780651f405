import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnvironment } from '../environment/load-environment.ts'
import { ikctl, type Rehearsal } from './rehearsal.ts'
import { RehearsalFailed } from './rehearsal-failed.ts'

/** What a pull request's check does, and then the merge. */
export async function merge(rehearsal: Rehearsal, message: string): Promise<void> {
  await ikctl(rehearsal, 'plan', '--base HEAD')
  rehearsal.repository.commit(message)
  rehearsal.tell.command(`git commit --all --message "${message}"`)()
}

/** `pulumi up`, and what it did in Azure. @returns when it had ended. */
export async function up({ environment, tell, deployment, io }: Rehearsal): Promise<number> {
  io.signal.throwIfAborted()
  const end = tell.command(`pulumi up --stack ${environment}`)
  const done = await deployment.up()
  const endedAt = Date.now()
  const shown = done.length > 5 ? [...done.slice(0, 4), `and ${done.length - 4} more`] : done
  end([shown.join(', ') || 'nothing to do'])
  return endedAt
}

/** Declares a key pair, has it made in the vault, and stages it. */
export async function introduce(rehearsal: Rehearsal, id: string): Promise<void> {
  await ikctl(rehearsal, 'rotate start', id)
  await merge(rehearsal, `Declare key pair ${id}`)
  await up(rehearsal)
  await stage(rehearsal, id)
  await merge(rehearsal, `Stage key pair ${id}`)
}

/** Records the key, uploads its public half, and proves by a login that Docusign accepts it. */
export async function stage(rehearsal: Rehearsal, id: string): Promise<void> {
  await ikctl(rehearsal, 'rotate stage', id)
  const docusignId = await upload(rehearsal, id)
  await ikctl(rehearsal, 'rotate stage', `${id} --docusign-id ${docusignId}`)
}

/** Deletes a key pair as people do it in Apps and Keys. */
export async function remove(
  { environment, tell, emulators, repository, io }: Rehearsal,
  id: string,
) {
  const { keyPairs } = loadEnvironment(environment, repository.folder, io)
  const docusignId = keyPairs.get(id)?.docusignKeyPairId
  if (docusignId === undefined) throw new RehearsalFailed(`"${id}" has no id at Docusign`)
  await emulators.remove(docusignId)
  tell.say(`By hand, in Apps and Keys: the key pair ${docusignId} ("${id}") is deleted.`)
}

/** Proves that Docusign refuses a key pair, and lets the vault follow. */
export async function retire(rehearsal: Rehearsal, id: string): Promise<void> {
  await ikctl(rehearsal, 'rotate retire', `${id} --interval 0`)
  await merge(rehearsal, `Retire key pair ${id}`)
  await syncKeys(rehearsal)
}

/** Lets the vault's flags and tags follow what is merged. */
export async function syncKeys(rehearsal: Rehearsal): Promise<void> {
  const { commit } = rehearsal.deployment
  await ikctl(rehearsal, 'key sync', `--yes${commit === undefined ? '' : ` --deployed ${commit}`}`)
}

// --- internal ---

/** As people do it in Apps and Keys. @returns the id that is shown there. */
async function upload(
  { environment, tell, repository, emulators }: Rehearsal,
  id: string,
): Promise<string> {
  const path = `config/${environment}/public-keys/${id}.pem`
  const docusignId = await emulators.upload(readFileSync(join(repository.folder, path), 'utf8'))
  tell.say(`By hand, in Apps and Keys: ${path} is uploaded; Docusign shows the id ${docusignId}.`)
  return docusignId
}
