import { Type } from '@sinclair/typebox'

import {
  FoundSubject,
  isRefusal,
  ResumptionRequest,
  Suspension,
  SuspensionList,
  SuspensionRequest,
  wire,
} from '#contract'
import { RATE_LIMITS, staffOf, type App, type Dependencies } from '#server/platform/index'

import { findSubject } from './find-subject'
import { listSuspensions } from './list-suspensions'
import { READING } from './offices'
import { resume } from './resume'
import { suspend } from './suspend'

const ALL = '/v1/staff/suspensions'
const SuspensionsQuery = Type.Object(
  {
    state: Type.Union([Type.Literal('open'), Type.Literal('ended')]),
    cursor: Type.Optional(wire.Cursor),
  },
  { additionalProperties: false },
)
const SubjectQuery = Type.Object(
  {
    kind: Type.Union([Type.Literal('account'), Type.Literal('operator'), Type.Literal('institution')]),
    id: Type.String({ minLength: 1, maxLength: 128 }),
  },
  { additionalProperties: false },
)
const SuspensionParams = Type.Object({ suspensionId: wire.WireId('sus') })

/** Stopping accounts, operators and institutions, and letting them go on. */
export const suspensionRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    ALL,
    { config: READING, schema: { querystring: SuspensionsQuery, response: { 200: SuspensionList } } },
    async (request, reply) => {
      const page = await listSuspensions(deps, staffOf(request), request.query)
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )
  app.get(
    '/v1/staff/suspension-subjects',
    {
      config: { ...READING, rateLimit: RATE_LIMITS.searches },
      schema: { querystring: SubjectQuery, response: { 200: FoundSubject } },
    },
    async (request, reply) => {
      const found = await findSubject(deps, staffOf(request), { ...request.query, requestId: request.id })
      return isRefusal(found) ? reply.refuse(found) : found
    },
  )
  app.post(
    ALL,
    { config: READING, schema: { body: SuspensionRequest, response: { 201: Suspension } } },
    async (request, reply) => {
      const made = await suspend(deps, staffOf(request), { ...request.body, requestId: request.id })
      return isRefusal(made) ? reply.refuse(made) : reply.status(201).send(made)
    },
  )
  app.post(
    `${ALL}/:suspensionId/resumption`,
    {
      config: READING,
      schema: { params: SuspensionParams, body: ResumptionRequest, response: { 200: Suspension } },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const ended = await resume(deps, staffOf(request), asked)
      return isRefusal(ended) ? reply.refuse(ended) : ended
    },
  )
}
