import type { Io } from '../io.ts'
import { say } from '../output/say.ts'
import { ask } from '../terminal/ask.ts'

/**
 * How the tokens of a repository's jobs name it: `OWNER/NAME`, or `OWNER@ID/NAME@ID` when it was created,
 * renamed or transferred since 2026-07-15. GitHub is asked by `gh`, else the person at the terminal.
 *
 * @param repository `owner/name`, or with ids.
 * @returns undefined when neither knows.
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export async function repositoryClaims(repository: string, io: Io): Promise<string | undefined> {
  if (repository.includes('@')) return repository
  const answer = await io.run?.('gh', ['api', `repos/${repository}/actions/oidc/customization/sub`])
  if (answer?.code === 0) {
    const named = namedBy(answer.stdout)
    if (named !== undefined) return named
    say(
      'GitHub does not say in a known form how the jobs of this repository are named\n',
      io.stderr,
    )
  } else if (answer !== undefined) {
    const [reason = ''] = answer.stderr.split('\n')
    say(`gh cannot ask GitHub about ${repository}: ${reason}\n`, io.stderr)
  }
  return askForIds(repository, io)
}

// --- internal ---

/** `sub_claim_prefix` alone counts: `use_immutable_subject` was seen false where ids were sent. */
function namedBy(json: string): string | undefined {
  let answer: unknown
  try {
    answer = JSON.parse(json)
  } catch {
    return undefined
  }
  if (typeof answer !== 'object' || answer === null) return undefined
  const { use_default: isDefault, sub_claim_prefix: prefix } = answer as Record<string, unknown>
  if (isDefault === false || typeof prefix !== 'string') return undefined
  return /^repo:([\w.-]+\/[\w.-]+|[\w.-]+@\d+\/[\w.-]+@\d+)$/.exec(prefix)?.[1]
}

async function askForIds(repository: string, io: Io): Promise<string | undefined> {
  const prompt = await io.openPrompt?.()
  if (prompt === undefined) return undefined
  const [owner, name] = repository.split('/')
  try {
    say(
      `Tokens of a repository that was created, renamed or transferred since 2026-07-15 carry ids.
https://api.github.com/repos/${repository} shows both, as "owner" > "id" and as "id"; so does
a job, as github.repository_owner_id and github.repository_id.
`,
      io.stderr,
    )
    const ownerId = await ask(
      prompt,
      {
        text: `Numeric ID of ${owner} (empty for an older repository)`,
        problem: idProblem,
        fallback: '',
      },
      io,
    )
    if (ownerId === '') return repository
    const text = `Numeric ID of ${repository}`
    const repositoryId = await ask(prompt, { text, problem: idProblem }, io)
    return `${owner}@${ownerId}/${name}@${repositoryId}`
  } finally {
    prompt.close()
  }
}

function idProblem(answer: string): string | undefined {
  return /^\d*$/.test(answer) ? undefined : 'an ID has digits only'
}
