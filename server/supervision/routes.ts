import { Type } from '@sinclair/typebox'

import {
  ActionChain,
  isRefusal,
  LoggedActionList,
  QualityReport,
  SearchHitList,
  SearchKind,
  SearchReason,
  wire,
} from '#contract'
import { parseCityMonth } from '#domain/calendar'
import { RATE_LIMITS, staffOf, type App, type Dependencies } from '#server/platform/index'

import { readQualityCsv, readQualityReport } from './quality-report'
import { listActions, walkChain } from './read-actions'
import { endDueSuspensions } from './resume'
import { search } from './search'
import { READING } from './offices'
import { suspensionRoutes } from './suspension-routes'

const SearchQuery = Type.Object(
  {
    kind: SearchKind,
    value: Type.String({ minLength: 1, maxLength: 128 }),
    run: Type.Optional(wire.WireId('run')),
    why: SearchReason,
  },
  { additionalProperties: false },
)
const Word = Type.Optional(Type.String({ minLength: 1, maxLength: 128 }))
const ActionsQuery = Type.Object(
  {
    ...{ actor: Word, action: Word, subject: Word },
    from: Type.Optional(wire.CityDay),
    to: Type.Optional(wire.CityDay),
    cursor: Type.Optional(wire.Cursor),
  },
  { additionalProperties: false },
)
const ChainQuery = Type.Object(
  { from: Type.String({ maxLength: 18 }), to: Type.String({ maxLength: 18 }) },
  { additionalProperties: false },
)
const MonthParams = Type.Object({ month: wire.CityMonth })

/** Search, suspensions, data quality and the log of actions, for those who supervise the scheme. */
export const supervisionRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  suspensionRoutes(app, deps)
  searchRoute(app, deps)
  qualityRoutes(app, deps)
  actionRoutes(app, deps)
  // A minute after midnight: a suspension until a day ends with it.
  deps.jobs.register({
    name: 'supervision.end-suspensions',
    cron: '1 0 * * *',
    run: () => endDueSuspensions(deps),
  })
}

const searchRoute = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/staff/search',
    {
      config: { ...READING, rateLimit: RATE_LIMITS.searches },
      schema: { querystring: SearchQuery, response: { 200: SearchHitList } },
    },
    async (request, reply) => {
      const { kind, value, run, why } = request.query
      const hits = await search(deps, staffOf(request), {
        ...{ kind, value, why, requestId: request.id },
        ...(run === undefined ? {} : { runId: run }),
      })
      return isRefusal(hits) ? reply.refuse(hits) : hits
    },
  )
}

const qualityRoutes = (app: App, deps: Dependencies): void => {
  const path = '/v1/staff/quality-reports/:month'
  app.get(
    path,
    { config: READING, schema: { params: MonthParams, response: { 200: QualityReport } } },
    async (request, reply) => {
      const month = parseCityMonth(request.params.month)
      return month === undefined ? reply.refuse('request.not-found') : readQualityReport(deps, month)
    },
  )
  app.get(
    `${path}/file`,
    { config: READING, schema: { params: MonthParams, response: { 200: Type.String() } } },
    async (request, reply) => {
      const month = parseCityMonth(request.params.month)
      if (month === undefined) return reply.refuse('request.not-found')
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="quality-${month}.csv"`)
        .send(await readQualityCsv(deps, month))
    },
  )
}

const actionRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/staff/actions',
    { config: READING, schema: { querystring: ActionsQuery, response: { 200: LoggedActionList } } },
    async (request, reply) => {
      const page = await listActions(deps, request.query)
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )
  app.get(
    '/v1/staff/action-chain',
    { config: READING, schema: { querystring: ChainQuery, response: { 200: ActionChain } } },
    async (request, reply) => {
      const chain = await walkChain(deps, request.query)
      return isRefusal(chain) ? reply.refuse(chain) : chain
    },
  )
}
