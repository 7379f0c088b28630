import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** What stands before the service in a city: it hands out the web build, sends calls on, and can be told to fail. */
export interface Gateway {
  readonly baseUrl: string
  setFailing(isFailing: boolean): void
  close(): Promise<void>
}

interface GatewayParts {
  readonly serviceUrl: string
  /** Folder of files to hand out compressed; everything else is the service's. */
  readonly files?: string
}

export async function startGateway({ serviceUrl, files }: GatewayParts): Promise<Gateway> {
  let isFailing = false
  const server = createServer((request, response) => {
    if (isFailing) {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>')
      return
    }
    const file = files === undefined ? undefined : fileOf(files, request)
    if (file !== undefined) handOut(file, response)
    else sendOn(serviceUrl, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setFailing: (failing) => void (isFailing = failing),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function fileOf(folder: string, request: IncomingMessage): string | undefined {
  const { pathname } = new URL(request.url ?? '/', 'http://gateway')
  const file = path.join(folder, path.posix.normalize(pathname === '/' ? '/index.html' : pathname))
  return existsSync(file) && statSync(file).isFile() ? file : undefined
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

function handOut(file: string, response: ServerResponse): void {
  const type = CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream'
  response
    .writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' })
    .end(gzipSync(readFileSync(file)))
}

function sendOn(serviceUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request
  const onward = forward(`${serviceUrl}${request.url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.once('error', () => response.destroy())
  request.pipe(onward)
}
