import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = (request: IncomingMessage) => { readonly status?: number; readonly body: unknown } | undefined

/** A loopback server for a test: `undefined` leaves the request hanging, as a dead network does. */
export async function listen(answer: Answer): Promise<{ baseUrl: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const given = answer(request)
    if (!given) return
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify(given.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
