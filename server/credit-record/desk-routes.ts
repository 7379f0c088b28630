import { Type } from '@sinclair/typebox'

import {
  CreditGrantRequest,
  CreditRefusalRequest,
  isRefusal,
  StaffCreditCorrection,
  StaffCreditCorrectionList,
  wire,
} from '#contract'
import { CORRECTING_BODIES } from '#domain/credit-record'
import { staffOf, type App, type Dependencies } from '#server/platform/index'

import { grantCorrection, refuseCorrection } from './decide-correction'
import { listForStaff } from './list-corrections'

const ALL = '/v1/staff/credit-corrections'
const ONE = `${ALL}/:correctionId`
const CorrectionParams = Type.Object({ correctionId: wire.WireId('ccr') })

const PageQuery = Type.Object({ cursor: Type.Optional(wire.Cursor) }, { additionalProperties: false })

const GRANTING = { access: 'staff', roles: CORRECTING_BODIES } as const
const REFUSING = { access: 'staff', roles: ['centre'] } as const

/** Requests for correction as staff answer them. */
export const deskRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    ALL,
    { config: GRANTING, schema: { querystring: PageQuery, response: { 200: StaffCreditCorrectionList } } },
    async (request, reply) => {
      const list = await listForStaff(deps, staffOf(request), request.query.cursor)
      return isRefusal(list) ? reply.refuse(list) : list
    },
  )
  const schema = { params: CorrectionParams, response: { 200: StaffCreditCorrection } }
  app.post(
    `${ONE}/grants`,
    { config: GRANTING, schema: { ...schema, body: CreditGrantRequest } },
    async (request, reply) => {
      const act = { ...request.params, ...request.body, requestId: request.id }
      const correction = await grantCorrection(deps, staffOf(request), act)
      return isRefusal(correction) ? reply.refuse(correction) : correction
    },
  )
  app.post(
    `${ONE}/refusal`,
    { config: REFUSING, schema: { ...schema, body: CreditRefusalRequest } },
    async (request, reply) => {
      const act = { ...request.params, ...request.body, requestId: request.id }
      const correction = await refuseCorrection(deps, staffOf(request), act)
      return isRefusal(correction) ? reply.refuse(correction) : correction
    },
  )
}
