import { Type } from '@sinclair/typebox'

import {
  AnomalyDryRunRequest,
  AnomalyRule,
  AnomalyRuleList,
  AnomalyRuleRequest,
  AnomalySignatureRequest,
  isRefusal,
  RunLabels,
  wire,
} from '#contract'
import { SWITCHING_OFFICES } from '#domain/anomaly'
import { staffOf, type App, type Dependencies } from '#server/platform/index'

import { draftRule } from './draft-rule'
import { listRules, readRule } from './read-rules'
import { readRunLabels } from './read-run-labels'
import { signRule } from './sign-rule'
import { tryRule } from './try-rule'

const ALL = '/v1/staff/anomaly-rules'
const OFFICES = { access: 'staff', roles: SWITCHING_OFFICES } as const
const RuleParams = Type.Object({ ruleId: wire.WireId('anr') })
const RunParams = Type.Object({ runId: wire.WireId('run') })

/** Rules of anomalies, and the rides of a run they mark. */
export const anomalyRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  readingRoutes(app, deps)
  app.post(
    ALL,
    { config: OFFICES, schema: { body: AnomalyRuleRequest, response: { 201: AnomalyRule } } },
    async (request, reply) => {
      const drafted = await draftRule(deps, staffOf(request), { ...request.body, requestId: request.id })
      return isRefusal(drafted) ? reply.refuse(drafted) : reply.status(201).send(drafted)
    },
  )
  app.post(
    `${ALL}/:ruleId/dry-runs`,
    {
      config: OFFICES,
      schema: { params: RuleParams, body: AnomalyDryRunRequest, response: { 200: AnomalyRule } },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const tried = await tryRule(deps, staffOf(request), asked)
      return isRefusal(tried) ? reply.refuse(tried) : tried
    },
  )
  app.post(
    `${ALL}/:ruleId/signatures`,
    {
      config: OFFICES,
      schema: { params: RuleParams, body: AnomalySignatureRequest, response: { 200: AnomalyRule } },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const signed = await signRule(deps, staffOf(request), asked)
      return isRefusal(signed) ? reply.refuse(signed) : signed
    },
  )
}

const readingRoutes = (app: App, deps: Dependencies): void => {
  app.get(ALL, { config: OFFICES, schema: { response: { 200: AnomalyRuleList } } }, () => listRules(deps))
  app.get(
    `${ALL}/:ruleId`,
    { config: OFFICES, schema: { params: RuleParams, response: { 200: AnomalyRule } } },
    async (request, reply) => {
      const rule = await readRule(deps, request.params.ruleId)
      return isRefusal(rule) ? reply.refuse(rule) : rule
    },
  )
  app.get(
    '/v1/staff/runs/:runId/labels',
    { config: OFFICES, schema: { params: RunParams, response: { 200: RunLabels } } },
    async (request, reply) => {
      const labels = await readRunLabels(deps, staffOf(request), request.params.runId)
      return isRefusal(labels) ? reply.refuse(labels) : labels
    },
  )
}
