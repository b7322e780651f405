/**
 * GitHub's API for one repository.
 *
 * @param {NodeJS.ProcessEnv} env `GITHUB_API_URL` and `GITHUB_REPOSITORY` as the runner sets them, and
 *   `GITHUB_TOKEN`.
 * @param {typeof fetch} [send] for tests.
 * @returns {{
 *   request(path: string, init?: RequestInit, accepted?: number[]): Promise<Response>,
 *   get(path: string): Promise<any>,
 *   list(path: string, of?: string): AsyncGenerator<any>,
 *   send(method: string, path: string, content: object): Promise<Response>,
 * }} `path` is relative to the repository; `list` reads page after page, from the property `of` where the
 *   answer is not the list itself. Each throws an `Error` when GitHub answers with one.
 */
export function connectGithub(
  { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN },
  send = globalThis.fetch,
) {
  const request = async (path, init = {}, accepted = []) => {
    const response = await send(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/${path}`, {
      ...init,
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${GITHUB_TOKEN}` },
    })
    if (!response.ok && !accepted.includes(response.status)) {
      throw new Error(`GitHub answers ${response.status} to ${init.method ?? 'GET'} ${path}`)
    }
    return response
  }
  const get = async (path) => (await request(path)).json()
  async function* list(path, of) {
    const separator = path.includes('?') ? '&' : '?'
    for (let page = 1; ; page += 1) {
      const answer = await get(`${path}${separator}per_page=${pageSize}&page=${page}`)
      const items = of === undefined ? answer : answer[of]
      yield* items
      if (items.length < pageSize) return
    }
  }
  return {
    request,
    get,
    list,
    send: (method, path, content) => request(path, { method, body: JSON.stringify(content) }),
  }
}

// --- internal ---

/** The largest that GitHub gives. */
const pageSize = 100
