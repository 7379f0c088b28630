import { isRefusal, REFUSALS, type Refusal, type RefusalCode } from '#contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

import { type App } from './app-type'
import { isDatabaseLoss } from './database'
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
    const value = isRefusal(refusal) ? refusal : { refused: refusal }
    const where = value.where ?? options.where
    const place = where === undefined ? {} : { where }
    return answerRefusal(this.request, this, { refused: value.refused, ...place }, options.retryAfterSeconds)
  })
  app.setNotFoundHandler((_request, reply) => reply.refuse('request.not-found'))
  app.setErrorHandler(answerError)
}

/** Every failure's one form. Serves also where no hook ran and replies are not decorated (a URL that does not parse). */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof RefusedRequest) return answerRefusal(request, reply, error.refusal)
  if (error instanceof SchemaMismatch) {
    return answerRefusal(request, reply, { refused: 'request.invalid', where: error.where })
  }
  const refused = codeOfFrameworkError(error)
  if (refused !== undefined) return answerRefusal(request, reply, { refused })
  if (isDatabaseLoss(error)) {
    request.log.error({ code: error.code, route: request.routeOptions.url }, 'database lost')
    return answerRefusal(request, reply, { refused: 'server.busy' })
  }
  request.log.error({ err: error, route: request.routeOptions.url }, 'fault')
  return answerRefusal(request, reply, { refused: 'server.fault' })
}

function answerRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { refused, where }: Refusal,
  retryAfterSeconds?: number,
): FastifyReply {
  const { status, zh, en, nextZh, nextEn } = REFUSALS[refused]
  if (status === 0) throw new Error(`${refused} is a verdict on a row, never an answer.`)
  const seconds = retryAfterSeconds ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined)
  if (seconds !== undefined) void reply.header('retry-after', String(seconds))
  const place = where === undefined ? {} : { where }
  return reply
    .status(status)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({
      code: refused,
      message: zh,
      messageEn: en,
      next: nextZh,
      nextEn,
      ...place,
      requestId: request.id,
    })
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
