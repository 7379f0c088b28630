import { Type } from '@sinclair/typebox'
import { Gauge } from 'prom-client'

import { MessageList, wire } from '#contract'
import { createHosts } from '#server/gateways/index'
import { residentOf } from '#server/identity/index'
import type { App, Dependencies } from '#server/platform/index'

import { deliverMessages } from './deliver-messages'
import { forgetOldMessages } from './forget-old-messages'
import { listMessages, readMessage } from './my-messages'

/** A message is on the phone within this of what it tells. */
const DELIVERY_EVERY_SECONDS = 5

const MessageParams = Type.Object({ messageId: wire.WireId('msg') })

/** Her unread messages, and the work that brings them to her phone. */
export const messageRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get(
    '/v1/me/messages',
    { config: { access: 'resident' }, schema: { response: { 200: MessageList } } },
    (request) => listMessages(deps, residentOf(request).accountId),
  )
  app.put(
    '/v1/me/messages/:messageId/read',
    { config: { access: 'resident' }, schema: { params: MessageParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const refused = await readMessage(deps, residentOf(request).accountId, request.params.messageId)
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )
  messageJobs(deps)
}

const messageJobs = (deps: Dependencies): void => {
  const hosts = createHosts(deps.config.hosts)
  const tries = deps.metrics.counter({
    name: 'suitan_message_tries_total',
    help: 'Tries to pass a message on to a host, by what became of them; refused, unreachable, noHost and unreadable are the last try',
    labelNames: ['outcome'],
  })
  countStanding(deps)
  deps.jobs.register({
    name: 'message.deliver',
    everySeconds: DELIVERY_EVERY_SECONDS,
    run: () => deliverMessages(deps, hosts, (outcome) => tries.inc({ outcome })),
  })
  deps.jobs.register({ name: 'message.forget-old', cron: '45 3 * * *', run: () => forgetOldMessages(deps) })
}

/** Dead letters stand here until they are forgotten: one that grows says that a host's door is shut. */
const countStanding = ({ metrics, sql }: Dependencies): void => {
  const gauge = new Gauge({
    name: 'suitan_messages',
    help: 'Messages waiting to be passed on (waiting), and given up, by reason (refused, unreachable, noHost, unreadable)',
    labelNames: ['state'],
    registers: [metrics.registry],
    async collect() {
      gauge.reset()
      const rows = await sql<{ state: string; messages: number }[]>`
        SELECT 'waiting' AS state, count(*)::int AS messages FROM message
        WHERE sent_at IS NULL AND dead_at IS NULL AND read_at IS NULL
        UNION ALL
        SELECT dead_reason, count(*)::int FROM message WHERE dead_at IS NOT NULL GROUP BY dead_reason`
      for (const { state, messages } of rows) gauge.set({ state }, messages)
    },
  })
}
