import { Type } from '@sinclair/typebox'

import {
  isRefusal,
  OperatorRun,
  OperatorRunList,
  ReturnRunRequest,
  RunDetail,
  RunList,
  RunReportRequest,
  RunState,
  wire,
} from '#contract'
import { operatorOf, staffOf, type App, type Dependencies } from '#server/platform/index'

import { confirmRun } from './confirm-run'
import { issueConfirmedRuns } from './issue-confirmed-runs'
import { listOperatorRuns } from './list-operator-runs'
import { listRuns } from './list-runs'
import { readRun } from './read-run'
import { reportRun } from './report-run'
import { returnRun } from './return-run'
import { verifyRun } from './verify-run'

const ISSUE_PERIOD_SECONDS = 5

const RunParams = Type.Object({ runId: wire.WireId('run') })
const OperatorParams = Type.Object({ operatorId: wire.OperatorId })
const OperatorRunParams = Type.Object({ operatorId: wire.OperatorId, runId: wire.WireId('run') })
const RunsQuery = Type.Object({ state: Type.Optional(RunState), cursor: Type.Optional(wire.Cursor) })
const OperatorRunsQuery = Type.Object({ state: Type.Optional(RunState) })

/** People who may put their name to a run. */
const SIGNING_ROLES = ['centre', 'exchange', 'bureau'] as const

/** The routes by which a settled run becomes an issued one. Nothing here acts by itself but the issuing of what two people confirmed. */
export async function issuanceRoutes(app: App, deps: Dependencies): Promise<void> {
  operatorRoutes(app, deps)
  staffRoutes(app, deps)
  deps.jobs.register({
    name: 'issuance.issue-confirmed',
    everySeconds: ISSUE_PERIOD_SECONDS,
    run: () => issueConfirmedRuns(deps),
  })
}

function operatorRoutes(app: App, deps: Dependencies): void {
  app.get(
    '/v1/operators/:operatorId/runs',
    {
      config: { access: 'operator' },
      schema: { params: OperatorParams, querystring: OperatorRunsQuery, response: { 200: OperatorRunList } },
    },
    async (request) => listOperatorRuns(deps, operatorOf(request), request.query.state),
  )
  app.post(
    '/v1/operators/:operatorId/runs/:runId/report',
    {
      config: { access: 'operator' },
      schema: { params: OperatorRunParams, body: RunReportRequest, response: { 200: OperatorRun } },
    },
    async (request, reply) => {
      const result = await reportRun(deps, operatorOf(request), {
        runId: request.params.runId,
        report: request.body,
        body: request.signedBody ?? '',
        requestId: request.id,
      })
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

function staffRoutes(app: App, deps: Dependencies): void {
  app.get(
    '/v1/staff/runs',
    { config: { access: 'staff' }, schema: { querystring: RunsQuery, response: { 200: RunList } } },
    async (request) => listRuns(deps, staffOf(request), request.query),
  )
  app.get(
    '/v1/staff/runs/:runId',
    { config: { access: 'staff' }, schema: { params: RunParams, response: { 200: RunDetail } } },
    async (request, reply) => {
      const result = await readRun(deps, staffOf(request), request.params.runId)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  const acts = [
    { verb: 'verification', roles: ['centre'] as const, act: verifyRun },
    { verb: 'confirmations', roles: SIGNING_ROLES, act: confirmRun },
  ]
  for (const { verb, roles, act } of acts) {
    app.post(
      `/v1/staff/runs/:runId/${verb}`,
      { config: { access: 'staff', roles }, schema: { params: RunParams, response: { 200: RunDetail } } },
      async (request, reply) => {
        const staff = staffOf(request)
        const { runId } = request.params
        const refusal = await act(deps, staff, { runId, requestId: request.id })
        const result = refusal ?? (await readRun(deps, staff, runId))
        return isRefusal(result) ? reply.refuse(result) : result
      },
    )
  }
  app.post(
    '/v1/staff/runs/:runId/return',
    {
      config: { access: 'staff', roles: SIGNING_ROLES },
      schema: { params: RunParams, body: ReturnRunRequest, response: { 200: RunDetail } },
    },
    async (request, reply) => {
      const staff = staffOf(request)
      const { runId } = request.params
      const refusal = await returnRun(deps, staff, {
        runId,
        reason: request.body.reason,
        requestId: request.id,
      })
      const result = refusal ?? (await readRun(deps, staff, runId))
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}
