import { Type } from '@sinclair/typebox'

import { InstrumentList, isRefusal, LinkInstrumentsRequest, LinkOutcomeList, wire } from '#contract'
import { createHosts } from '#server/gateways/index'
import { residentOf } from '#server/identity/index'
import type { App, Dependencies } from '#server/platform/index'

import { linkInstruments } from './link-instruments'
import { listInstruments } from './list-instruments'
import { unlinkInstrument } from './unlink-instrument'

const InstrumentParams = Type.Object({ instrumentId: wire.WireId('ins') })

export const instrumentRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  const hosts = createHosts(deps.config.hosts)

  app.get(
    '/v1/me/instruments',
    { config: { access: 'resident' }, schema: { response: { 200: InstrumentList } } },
    (request) => listInstruments(deps, residentOf(request).accountId),
  )

  for (const [url, intent] of [
    ['/v1/me/instruments', 'link'],
    ['/v1/me/instruments/claims', 'claim'],
  ] as const) {
    app.post(
      url,
      {
        config: { access: 'resident' },
        schema: { body: LinkInstrumentsRequest, response: { 200: LinkOutcomeList } },
      },
      async (request, reply) => {
        const asked = { statement: request.body.statement, intent }
        const outcomes = await linkInstruments(deps, hosts, residentOf(request), asked)
        return isRefusal(outcomes) ? reply.refuse(outcomes) : outcomes
      },
    )
  }

  app.delete(
    '/v1/me/instruments/:instrumentId',
    {
      config: { access: 'resident' },
      schema: { params: InstrumentParams, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { instrumentId } = request.params
      const refused = await unlinkInstrument(deps, residentOf(request).accountId, instrumentId)
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )
}
