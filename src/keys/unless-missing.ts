/** What an Azure client gets, or undefined when it answers that there is no such thing (HTTP 404). */
export async function unlessMissing<T>(get: () => Promise<T>): Promise<T | undefined> {
  try {
    return await get()
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 404)
      return undefined
    throw error
  }
}
