import type { Io } from '../io.ts'

/** The page of the run in which this process is, on GitHub Actions or Azure Pipelines. */
export function runPage(env: Io['env']): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
  }
  const { SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECT, BUILD_BUILDID } = env
  if (SYSTEM_COLLECTIONURI && SYSTEM_TEAMPROJECT && BUILD_BUILDID) {
    const project = encodeURIComponent(SYSTEM_TEAMPROJECT)
    return `${SYSTEM_COLLECTIONURI}${project}/_build/results?buildId=${BUILD_BUILDID}`
  }
  return undefined
}
