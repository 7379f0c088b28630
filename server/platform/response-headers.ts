import { type App } from './app-type'
import { type Config } from './config'

/** The API answers data only: nothing in it may be framed, sniffed, cached or run. */
const HEADERS: Record<string, string> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

const ALLOWED_REQUEST_HEADERS = 'authorization, content-type, idempotency-key'
const PREFLIGHT_SECONDS = '600'

/** Protective headers on every answer, and cross-origin calls for the configured origins of H5 pages only. */
export function installResponseHeaders(app: App, config: Config): void {
  const origins = new Set(config.allowedOrigins)
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(HEADERS)
    const { origin } = request.headers
    if (origin === undefined || !origins.has(origin)) return
    void reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'x-request-id, retry-after, idempotency-replayed',
      'cross-origin-resource-policy': 'cross-origin',
      vary: 'origin',
    })
  })
  app.options('/*', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    reply
      .headers({
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': ALLOWED_REQUEST_HEADERS,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
      .status(204)
      .send(),
  )
}

/** What is in flight when the service stops may take this long; a client that reads no further is cut off then. */
const IN_FLIGHT_SECONDS_MAX = 20

/** While the service stops, every answer ends its connection: an idle kept-alive one would hold the stop up. */
export function installConnectionEnd(app: App): void {
  let isStopping = false
  app.addHook('preClose', async () => {
    isStopping = true
    setTimeout(() => app.server.closeAllConnections(), IN_FLIGHT_SECONDS_MAX * 1000).unref()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close')
  })
}
