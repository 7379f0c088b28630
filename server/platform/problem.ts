import { isRefusal, REFUSALS, type Refusal, type RefusalCode } from '#contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

import { type App } from './app-type'
import { SchemaMismatch } from './schema-check'

/**
 * A refusal raised where no value can be returned: a stream that ends with the wrong digest, a hook in the middle of
 * parsing. The error handler answers with the refusal; use cases return `refuse(…)` instead.
 */
export class RefusedRequest extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused)
    this.name = 'RefusedRequest'
  }
}

const RETRY_AFTER_SECONDS = 5

/** Gives replies their `refuse`, and every failure its one form: a refusal of the catalogue or `server.fault`. */
export function installProblems(app: App): void {
  app.decorateReply('refuse', function (this: FastifyReply, refusal, options = {}) {
    const { refused, where = options.where } = isRefusal(refusal)
      ? refusal
      : { refused: refusal, where: undefined }
    const { status, zh, en, nextZh, nextEn } = REFUSALS[refused]
    if (status === 0) throw new Error(`${refused} is a verdict on a row, never an answer.`)
    const retryAfterSeconds = options.retryAfterSeconds ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined)
    if (retryAfterSeconds !== undefined) void this.header('retry-after', String(retryAfterSeconds))
    const place = where === undefined ? {} : { where }
    const requestId = this.request.id
    return this.status(status)
      .type('application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send({ code: refused, message: zh, messageEn: en, next: nextZh, nextEn, ...place, requestId })
  })
  app.setNotFoundHandler((_request, reply) => reply.refuse('request.not-found'))
  app.setErrorHandler(answerError)
}

/** Every failure's one form: a refusal of the catalogue, or `server.fault` with the request id and nothing else. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof RefusedRequest) return reply.refuse(error.refusal)
  if (error instanceof SchemaMismatch) return reply.refuse('request.invalid', { where: error.where })
  const code = codeOfFrameworkError(error)
  if (code !== undefined) return reply.refuse(code)
  request.log.error({ err: error, route: request.routeOptions.url }, 'fault')
  return reply.refuse('server.fault')
}

/** What Fastify and its plugins refuse by themselves, in our words. Anything else is a bug of ours. */
function codeOfFrameworkError(error: FastifyError): RefusalCode | undefined {
  switch (error.statusCode) {
    case 413:
      return 'request.too-large'
    case 415:
      return 'request.unsupported-media'
    case 429:
      return 'request.too-many'
    case 503:
      return 'server.busy'
    case 400:
      return 'request.invalid'
    default:
      return undefined
  }
}
