import { Type } from '@sinclair/typebox'

import { Conversion, ConversionRequest, isRefusal, PointsBalance, UseOfGramsList } from '#contract'
import { residentOf } from '#server/identity/index'
import { keyOf, type App, type Dependencies } from '#server/platform/index'

import { compareUses } from './compare-uses'
import { convertGrams } from './convert-grams'
import { expireLots } from './expire-lots'
import { readBalance } from './read-balance'
import { remindOfExpiry } from './remind-expiry'

const UsesQuery = Type.Object({ grams: ConversionRequest.properties.grams }, { additionalProperties: false })

export const pointsRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  // A minute after each midnight of the city; spending looks at the clock itself and does not wait for it.
  deps.jobs.register({
    name: 'points.expire-lots',
    cron: '1 0 * * *',
    run: () => expireLots(deps),
  })
  // When people are up: the reminder rings on a phone.
  deps.jobs.register({
    name: 'points.remind-of-expiry',
    cron: '0 10 * * *',
    run: () => remindOfExpiry(deps),
  })

  app.get(
    '/v1/me/points',
    { config: { access: 'resident' }, schema: { response: { 200: PointsBalance } } },
    (request) => readBalance(deps, residentOf(request).accountId),
  )

  app.get(
    '/v1/me/points/uses',
    {
      config: { access: 'resident' },
      schema: { querystring: UsesQuery, response: { 200: UseOfGramsList } },
    },
    async (request) => compareUses(request.query.grams, deps.clock.now()),
  )

  app.post(
    '/v1/me/conversions',
    {
      config: { access: 'resident', idempotency: 'required' },
      schema: { body: ConversionRequest, response: { 201: Conversion } },
    },
    async (request, reply) => {
      const requestKey = keyOf(request.idempotencyKey)
      const { accountId } = residentOf(request)
      const conversion = await convertGrams(deps, { accountId, grams: request.body.grams, requestKey })
      return isRefusal(conversion) ? reply.refuse(conversion) : reply.status(201).send(conversion)
    },
  )
}
