import { Type } from '@sinclair/typebox'

import {
  Exclusion,
  ExclusionEnding,
  ExclusionList,
  ExclusionLog,
  ExclusionRequest,
  isRefusal,
  wire,
} from '#contract'
import { staffOf, type App, type Dependencies } from '#server/platform/index'

import { endExclusion, enterExclusion, listExclusions, readExclusionLog } from './keep-exclusions'

const EntryParams = Type.Object({ entryId: wire.WireId('exc') })
const ListQuery = Type.Object({ site: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) })

const PATH = '/v1/staff/exclusions'
const READING = { access: 'staff', roles: ['centre', 'exchange', 'bureau'] } as const
/** The centre keeps the list, the bureau too, which knows whom the markets hold. */
const KEEPING = { access: 'staff', roles: ['centre', 'bureau'] } as const

export const exclusionRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get(
    PATH,
    { config: READING, schema: { querystring: ListQuery, response: { 200: ExclusionList } } },
    (request) => listExclusions(deps, request.query.site),
  )
  app.post(
    PATH,
    { config: KEEPING, schema: { body: ExclusionRequest, response: { 201: Exclusion } } },
    async (request, reply) => {
      const asked = { ...request.body, requestId: request.id }
      const entry = await enterExclusion(deps, staffOf(request), asked)
      return isRefusal(entry) ? reply.refuse(entry) : reply.status(201).send(entry)
    },
  )
  app.post(
    `${PATH}/:entryId/end`,
    { config: KEEPING, schema: { params: EntryParams, body: ExclusionEnding, response: { 200: Exclusion } } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const entry = await endExclusion(deps, staffOf(request), asked)
      return isRefusal(entry) ? reply.refuse(entry) : entry
    },
  )
  app.get('/v1/staff/exclusion-log', { config: READING, schema: { response: { 200: ExclusionLog } } }, () =>
    readExclusionLog(deps),
  )
}
