import { isRefusal, YearList, YearParams, YearReport } from '#contract'
import { residentOf } from '#server/identity/index'
import type { App, Dependencies } from '#server/platform/index'

import { listYears } from './list-years'
import { readYear } from './read-year'

export const yearReportRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  const config = { access: 'resident' } as const
  app.get('/v1/me/year-reports', { config, schema: { response: { 200: YearList } } }, (request) =>
    listYears(deps, residentOf(request).accountId),
  )
  app.get(
    '/v1/me/year-reports/:year',
    { config, schema: { params: YearParams, response: { 200: YearReport } } },
    async (request, reply) => {
      const report = await readYear(deps, residentOf(request).accountId, request.params.year)
      return isRefusal(report) ? reply.refuse(report) : report
    },
  )
}
