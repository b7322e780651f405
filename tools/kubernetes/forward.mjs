// Forwards connections: forward.mjs LISTEN_HOST:PORT=HOST:PORT...
import { connect, createServer } from 'node:net'

for (const pair of process.argv.slice(2)) {
  const [from, to] = pair.split('=').map((address) => {
    const [, host, port] = /^(.+):(\d+)$/.exec(address)
    return { host, port: Number(port) }
  })
  createServer((incoming) => {
    const outgoing = connect(to)
    incoming.pipe(outgoing).pipe(incoming)
    incoming.on('error', () => outgoing.destroy())
    outgoing.on('error', () => incoming.destroy())
  }).listen(from)
}
// Nothing is under way that may not be cut.
process.on('SIGTERM', () => process.exit(0))
