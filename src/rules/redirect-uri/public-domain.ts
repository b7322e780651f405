/** The domain that a host shares with strangers, or that anybody can take over; `undefined`: not known as one. */
export function publicDomain({ hostname }: URL): string | undefined {
  return publicDomains.find((name) => hostname === name || hostname.endsWith(`.${name}`))
}

// --- internal ---

const publicDomains = [
  'example.com',
  'example.net',
  'example.org',
  'google.com',
  'httpbin.org',
  'jwt.io',
  'jwt.ms',
  'oauth.pstmn.io',
  'requestbin.com',
  'webhook.site',
  // Names there are free again once their holder lets go of them.
  'azurewebsites.net',
  'loca.lt',
  'ngrok-free.app',
  'ngrok-free.dev',
  'ngrok.app',
  'ngrok.dev',
  'ngrok.io',
  'trycloudflare.com',
]
