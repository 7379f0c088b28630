import type { Device } from './device'

export interface Outgoing {
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly data?: unknown
  readonly timeout?: number
}

export interface Incoming {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly bytes: Buffer
}

export type NetworkFailure = 'offline' | 'timeout' | 'aborted'

export class NetworkFault extends Error {
  constructor(readonly failure: NetworkFailure) {
    super(failure)
  }
}

export type Network = ReturnType<typeof createNetwork>

/** Both hosts give up after a minute unless told otherwise. */
const TIMEOUT_MS_DEFAULT = 60_000

/**
 * Sends over real loopback HTTP. The simulated phone resolves every name to `server`, so a build made for the public
 * address is tested unmodified. Without a server the phone has no route to anywhere.
 */
export function createNetwork(device: Device, server: string | undefined) {
  let inFlight = 0
  const send = async (request: Outgoing, aborted: AbortSignal): Promise<Incoming> => {
    if (!device.isOnline || server === undefined) throw new NetworkFault('offline')
    const timeout = AbortSignal.timeout(request.timeout || TIMEOUT_MS_DEFAULT)
    inFlight += 1
    try {
      const { url, body } = addressed(request, server)
      const answer = await fetch(url, {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json', ...textHeaders(request.headers) },
        signal: AbortSignal.any([timeout, aborted]),
        ...(body !== undefined && { body }),
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      const { status, headers } = answer
      return { status, headers: Object.fromEntries(headers), body: bytes.toString('utf8'), bytes }
    } catch {
      throw new NetworkFault(aborted.aborted ? 'aborted' : timeout.aborted ? 'timeout' : 'offline')
    } finally {
      inFlight -= 1
    }
  }
  return { send, isIdle: () => inFlight === 0 }
}

interface Addressed {
  readonly url: URL
  readonly body?: string | Uint8Array<ArrayBuffer>
}

function addressed({ url, method = 'GET', data }: Outgoing, server: string): Addressed {
  const wanted = new URL(url, server)
  const there = new URL(wanted.pathname + wanted.search, server)
  if (data === undefined || data === null || data === '') return { url: there }
  if (method === 'GET' && typeof data === 'object')
    for (const [name, value] of Object.entries(data)) there.searchParams.append(name, String(value))
  return method === 'GET'
    ? { url: there }
    : {
        url: there,
        body: typeof data === 'string' ? data : isBuffer(data) ? bytesOf(data) : JSON.stringify(data),
      }
}

/** A buffer of the mini-program's own thread is none of this one's, and is sent as the bytes it is. */
export const isBuffer = (data: unknown): data is ArrayBuffer =>
  Object.prototype.toString.call(data) === '[object ArrayBuffer]'
export const bytesOf = (data: ArrayBuffer) => new Uint8Array(new Uint8Array(data))

const textHeaders = (headers: Outgoing['headers'] = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
