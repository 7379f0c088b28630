import { Type } from '@sinclair/typebox'

import { AppealList, AppealRequest, Home, isRefusal, MyAppeal, RideDetail, RidePage, wire } from '#contract'
import { cityMonthOf, parseCityMonth } from '#domain/calendar'
import { residentOf } from '#server/identity/index'
import { isKnown, type App, type Dependencies } from '#server/platform/index'

import { listAppeals, openAppeal } from './appeals'
import { dropStations } from './drop-stations'
import { readHome } from './home'
import { listRides } from './list-rides'
import { readRideDetail } from './ride-detail'

const RIDES_PER_PAGE = 50
const RIDES_PER_PAGE_MAX = 100

const RideParams = Type.Object({ rideId: wire.WireId('ride') })
const RideQuery = Type.Object({
  month: Type.Optional(wire.CityMonth),
  scene: Type.Optional(wire.SceneId),
  cursor: Type.Optional(wire.Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: RIDES_PER_PAGE_MAX })),
})

export const rideRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  homeRoute(app, deps)
  rideListRoutes(app, deps)
  appealRoutes(app, deps)
  deps.jobs.register({
    name: 'ride.drop-stations',
    cron: '30 3 * * *',
    run: async () => void (await dropStations(deps)),
  })
}

/** An open home page asks every few seconds: unchanged, it costs a few bytes. */
const homeRoute = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/me/home',
    { config: { access: 'resident' }, schema: { response: { 200: Home, 304: Type.Null() } } },
    async (request, reply) => {
      const home = await readHome(deps, residentOf(request).accountId)
      const isUnchanged = isKnown(request, reply, { value: home, cacheControl: 'private, no-cache' })
      return isUnchanged ? reply.status(304).send(null) : home
    },
  )
}

const rideListRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/me/rides',
    { config: { access: 'resident' }, schema: { querystring: RideQuery, response: { 200: RidePage } } },
    async (request, reply) => {
      const { month, scene, cursor, limit = RIDES_PER_PAGE } = request.query
      const page = await listRides(deps, {
        accountId: residentOf(request).accountId,
        month: parseCityMonth(month ?? '') ?? cityMonthOf(deps.clock.now()),
        sceneId: scene,
        cursor,
        limit,
      })
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )

  app.get(
    '/v1/me/rides/:rideId',
    { config: { access: 'resident' }, schema: { params: RideParams, response: { 200: RideDetail } } },
    async (request, reply) => {
      const detail = await readRideDetail(deps, residentOf(request).accountId, request.params.rideId)
      return isRefusal(detail) ? reply.refuse(detail) : detail
    },
  )
}

const appealRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    '/v1/me/rides/:rideId/appeals',
    {
      config: { access: 'resident' },
      schema: { params: RideParams, body: AppealRequest, response: { 201: MyAppeal } },
    },
    async (request, reply) => {
      const { accountId } = residentOf(request)
      const appeal = await openAppeal(deps, accountId, request.params.rideId, request.body)
      return isRefusal(appeal) ? reply.refuse(appeal) : reply.status(201).send(appeal)
    },
  )

  app.get(
    '/v1/me/appeals',
    { config: { access: 'resident' }, schema: { response: { 200: AppealList } } },
    (request) => listAppeals(deps, residentOf(request).accountId),
  )
}
