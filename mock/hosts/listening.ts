import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on the loopback address and returns the port; 0 asks for any free one. */
export const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
