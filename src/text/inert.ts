/**
 * Text for a log that a CI system reads: nothing in it is one of its commands. Values of a pull request get
 * printed, and a command could set variables of the job or hide what follows. Commands are GitHub's
 * `::error::` at the start of a line (a carriage return begins one as well), `##[error]` and Azure's
 * `##vso[...]` anywhere in it, and the sections of GitLab.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 * @see https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 * @see https://docs.gitlab.com/ci/jobs/job_logs/
 */
export function inert(text: string): string {
  return (
    text
      // GitHub and Azure trim a line as .NET does.
      .replace(/^((?:[^\S\r\n\u2028\u2029]|\u0085)*:)(?=:)/gm, '$1 ')
      .replace(/##(?:vso)?(?=\[)/gi, '$& ')
      .replace(/section_(?:start|end)(?=:)/gi, '$& ')
  )
}
