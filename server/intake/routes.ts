import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { isRefusal, PushOutcome, wire, type Refusal } from '#contract'
import { operatorOf, type App, type Dependencies } from '#server/platform/index'

import { countPush } from './count-push'
import { forgetRefusals } from './forget-refusals'
import { GATE_LIMITS, PUSH_LIMITS } from './limits'
import { LINES_MEDIA_TYPE, linesBodyOf, takeLines } from './lines-body'
import { createPushGate } from './push-gate'
import { receivePush } from './receive-push'
import { findPush, type StoredPush } from './stored-push'

const PATH = '/v1/operators/:operatorId/pushes/:pushId'

const PushParams = Type.Object({
  operatorId: wire.OperatorId,
  pushId: Type.String({ pattern: '^[\\w.-]{1,64}$', description: "the operator's own name of this batch" }),
})

const schema = { params: PushParams, response: { 200: PushOutcome } }

/** An operator's pushes: sent once, retried freely, and their verdicts read again at any time. */
export async function intakeRoutes(app: App, deps: Dependencies): Promise<void> {
  const gate = createPushGate(GATE_LIMITS)
  takeLines(app)
  app.post(
    PATH,
    {
      config: { access: 'operator', idempotency: 'off' },
      bodyLimit: PUSH_LIMITS.bodyBytesMax,
      schema: { ...schema, description: `Takes in rides as ${LINES_MEDIA_TYPE}, one JSON object a line.` },
    },
    async (request, reply) => {
      const lines = linesBodyOf(request)
      if (isRefusal(lines)) return reply.refuse(lines)
      const { operatorId, operatorNo } = operatorOf(request)
      const push = { ...lines, operatorId, operatorNo, pushId: request.params.pushId }
      const stored = await receivePush(deps, gate, push)
      if (isRefusal(stored)) return endIfSlow(reply, stored).refuse(stored)
      countPush(deps.metrics, push.operatorId, stored)
      return answer(request, reply, stored)
    },
  )
  app.get(PATH, { config: { access: 'operator' }, schema }, async (request, reply) => {
    const { operatorNo } = operatorOf(request)
    const stored = await findPush(deps.sql, { operatorNo, pushId: request.params.pushId })
    return stored === undefined ? reply.refuse('request.not-found') : answer(request, reply, stored)
  })
  deps.jobs.register({ name: 'intake.forget-refusals', cron: '20 3 * * *', run: () => forgetRefusals(deps) })
}

/** Who sends too slowly may go on trickling after the answer: it ends the connection. */
function endIfSlow(reply: FastifyReply, { refused }: Refusal): FastifyReply {
  return refused === 'push.too-slow' ? reply.header('connection', 'close') : reply
}

const inflate = promisify(gunzip)

/** The stored bytes go out as they are to a client that takes gzip: a hundred thousand verdicts are not built twice. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { outcome }: StoredPush,
): Promise<FastifyReply> {
  void reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(request.headers['accept-encoding'] ?? '')
  if (takesGzip) return reply.header('content-encoding', 'gzip').send(outcome)
  return reply.send(await inflate(outcome))
}
