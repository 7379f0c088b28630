import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  readonly text: string
}

/** One kept-alive connection, one request at a time: a phone or a till. Written by hand, because it shares two cores with what it measures. */
export interface HttpClient {
  readonly send: (request: Buffer) => Promise<HttpAnswer>
  readonly close: () => void
}

export interface HttpRequest {
  readonly path: string
  readonly token: string
  readonly key: string
  readonly body: object
}

/** A POST of JSON with its idempotency key, as bytes. */
export function postOf({ path, token, key, body }: HttpRequest): Buffer {
  const text = JSON.stringify(body)
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: bench',
    `authorization: Bearer ${token}`,
    `idempotency-key: ${key}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`)
}

/** A GET with her token, as bytes. */
export const getOf = ({ path, token }: Pick<HttpRequest, 'path' | 'token'>): Buffer =>
  Buffer.from(
    `${[`GET ${path} HTTP/1.1`, 'host: bench', `authorization: Bearer ${token}`].join('\r\n')}\r\n\r\n`,
  )

export async function openClient(url: string): Promise<HttpClient> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const waiting = readAnswers(socket)
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting.current = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

interface Waiting {
  current?: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void }
}

function readAnswers(socket: Socket): Waiting {
  const waiting: Waiting = {}
  let received = ''
  // One character a byte, so that the length of the text is that of the body.
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk
    const answer = wholeAnswer(received)
    if (answer === undefined) return
    received = ''
    waiting.current?.resolve(answer)
  })
  socket.once('close', () => waiting.current?.reject(new Error('The connection was closed.')))
  return waiting
}

function wholeAnswer(received: string): HttpAnswer | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const length = /\r\ncontent-length: (\d+)/i.exec(received)?.[1]
  if (length === undefined) throw new Error('An answer came without its length.')
  const text = received.slice(headEnd + 4)
  return text.length < Number(length) ? undefined : { status: Number(received.slice(9, 12)), text }
}
