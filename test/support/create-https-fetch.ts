import { Agent, fetch } from 'undici'

/** An answer with its body parsed when it is JSON. */
export interface HttpsAnswer {
  status: number
  headers: Headers
  text: string
  body: unknown
}

export interface HttpsFetch {
  get(url: string, headers?: Record<string, string>): Promise<HttpsAnswer>
  send(
    method: string,
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<HttpsAnswer>
  close(): Promise<void>
}

/**
 * Plain HTTPS requests that trust one certificate authority (PEM); objects are sent as JSON, and
 * redirects are not followed.
 */
export function createHttpsFetch(certificate: string): HttpsFetch {
  const dispatcher = new Agent({ connect: { ca: certificate } })
  const send: HttpsFetch['send'] = async (method, url, body, headers = {}) => {
    const isForm = body instanceof URLSearchParams
    const answer = await fetch(url, {
      method,
      dispatcher,
      redirect: 'manual',
      headers: {
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || isForm || typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return {
      status: answer.status,
      headers: answer.headers as unknown as Headers,
      text,
      body: isJson ? JSON.parse(text) : text,
    }
  }
  return {
    get: (url, headers) => send('GET', url, undefined, headers),
    send,
    close: () => dispatcher.close(),
  }
}
