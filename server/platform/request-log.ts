import { pino, type DestinationStream, type Logger } from 'pino'

import { type App } from './app-type'

/**
 * The service's log: JSON lines with no personal data. What a person or a partner sends never reaches it: no URLs,
 * headers, bodies or query strings, only route patterns; errors lose the values their messages quote.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: ['authorization', '*.authorization', 'req', 'res', 'headers', 'body', 'query'],
      remove: true,
    },
    serializers: { err: errorWithoutValues },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** One line per answered request: request id, route pattern, status, time, kind of caller. */
export function installRequestLog(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched'
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      caller: request.principal?.kind ?? 'public',
    }
    request.log[reply.statusCode >= 500 ? 'error' : 'info'](line, 'answered')
  })
}

/** Values come quoted or as long digits in messages of the database and of parsers; the frames say where, which is enough. */
function errorWithoutValues(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const details = error as Error & { code?: unknown; constraint_name?: unknown; table_name?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    message: withoutValues(error.message),
    code: details.code,
    constraint: details.constraint_name,
    table: details.table_name,
    stack: frames.join('\n'),
  }
}

function withoutValues(message: string): string {
  return message
    .replace(/(["'`“])(?:(?!\1).)*\1/g, '…')
    .replace(/\d{4,}/g, '…')
    .slice(0, 500)
}
