import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'

/** The phone's network switch travels in this cookie, so that the module sees a broken connection and nothing else. */
export const NETWORK_OFF_COOKIE = 'simulated-network=off'

/** Hands a request on to the platform as it is and its answer back; a phone without network gets its connection cut. */
export const forwarding =
  (serviceUrl: string): ((request: IncomingMessage, response: ServerResponse) => void) =>
  (request, response) => {
    if (request.headers.cookie?.includes(NETWORK_OFF_COOKIE)) {
      request.socket.destroy()
      return
    }
    const { cookie: _cookie, ...headers } = request.headers
    const onward = ask(new URL(request.url ?? '/', serviceUrl), { method: request.method, headers })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => {
      if (response.headersSent) response.destroy()
      else
        response
          .writeHead(502, { 'content-type': 'application/json' })
          .end('{"error":"platform unreachable"}')
    })
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }
