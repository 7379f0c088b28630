import { Type } from '@sinclair/typebox'

import {
  DistrictRequest,
  GroupCodeRequest,
  GroupPreview,
  GroupTop,
  isRefusal,
  JoinGroupRequest,
  MyGroup,
  NicknameRequest,
  Ranking,
  RankingBoard,
  RankingQuery,
  Together,
  wire,
} from '#contract'
import { residentOf } from '#server/identity/index'
import { RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { chooseDistrict } from './choose-district'
import { joinGroup, leaveGroup, previewGroup } from './join-group'
import { readGroupTop, readTogether } from './my-groups'
import { setNickname } from './nickname'
import { openerRoutes } from './opener-routes'
import { readRanking } from './read-ranking'
import { reckonMonths } from './reckon-months'

const GroupParams = Type.Object({ groupId: wire.WireId('grp') })
const BoardParams = Type.Object({ board: RankingBoard })

/** Groups and districts of residents, their ranking, and the job that sums it. */
export const groupRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  // Before people look in the morning. Once a day: a sum that moved with every ride would tell whose ride it was.
  deps.jobs.register({ name: 'group.reckon-months', cron: '20 5 * * *', run: () => reckonMonths(deps) })
  openerRoutes(app, deps)
  readingRoutes(app, deps)
  joiningRoutes(app, deps)
  districtRoutes(app, deps)
}

const readingRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'resident' } as const
  app.get('/v1/me/groups', { config, schema: { response: { 200: Together } } }, (request) =>
    readTogether(deps, residentOf(request).accountId),
  )
  app.get(
    '/v1/me/groups/:groupId',
    { config, schema: { params: GroupParams, response: { 200: GroupTop } } },
    async (request, reply) => {
      const top = await readGroupTop(deps, residentOf(request).accountId, request.params.groupId)
      return isRefusal(top) ? reply.refuse(top) : top
    },
  )
  app.get(
    '/v1/me/rankings/:board',
    { config, schema: { params: BoardParams, querystring: RankingQuery, response: { 200: Ranking } } },
    (request) => readRanking(deps, residentOf(request).accountId, { ...request.params, ...request.query }),
  )
}

const joiningRoutes = (app: App, deps: Dependencies): void => {
  const guessing = { access: 'resident', rateLimit: RATE_LIMITS.groupCodes } as const
  app.post(
    '/v1/me/groups/preview',
    // Reads only: nothing of it is kept for a retry.
    {
      config: { ...guessing, idempotency: 'off' },
      schema: { body: GroupCodeRequest, response: { 200: GroupPreview } },
    },
    async (request, reply) => {
      const preview = await previewGroup(deps, residentOf(request).accountId, request.body.code)
      return isRefusal(preview) ? reply.refuse(preview) : preview
    },
  )
  app.post(
    '/v1/me/groups',
    { config: guessing, schema: { body: JoinGroupRequest, response: { 201: MyGroup } } },
    async (request, reply) => {
      const group = await joinGroup(deps, residentOf(request).accountId, request.body)
      return isRefusal(group) ? reply.refuse(group) : reply.status(201).send(group)
    },
  )
  const config = { access: 'resident' } as const
  app.delete(
    '/v1/me/groups/:groupId',
    { config, schema: { params: GroupParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const refused = await leaveGroup(deps, residentOf(request).accountId, request.params.groupId)
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )
  app.put(
    '/v1/me/groups/:groupId/nickname',
    { config, schema: { params: GroupParams, body: NicknameRequest, response: { 200: MyGroup } } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body }
      const group = await setNickname(deps, residentOf(request).accountId, asked)
      return isRefusal(group) ? reply.refuse(group) : group
    },
  )
}

const districtRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'resident' } as const
  app.put(
    '/v1/me/district',
    { config, schema: { body: DistrictRequest, response: { 200: Together } } },
    async (request, reply) => {
      const { accountId } = residentOf(request)
      const refused = await chooseDistrict(deps, accountId, request.body.district)
      return refused ? reply.refuse(refused) : readTogether(deps, accountId)
    },
  )
  app.delete(
    '/v1/me/district',
    { config, schema: { response: { 200: Together } } },
    async (request, reply) => {
      const { accountId } = residentOf(request)
      const refused = await chooseDistrict(deps, accountId, null)
      return refused ? reply.refuse(refused) : readTogether(deps, accountId)
    },
  )
}
