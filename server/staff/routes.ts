import { Type } from '@sinclair/typebox'

import {
  Appeal,
  AppealAnswerRequest,
  isRefusal,
  StaffAppeal,
  StaffAppealList,
  StaffChallenge,
  StaffChallengeRequest,
  StaffSession,
  StaffSessionRequest,
  wire,
} from '#contract'
import { RATE_LIMITS, staffOf, type App, type Dependencies } from '#server/platform/index'

import { answerAppeal } from './answer-appeal'
import { listAppeals } from './list-appeals'
import { forgetOldChallenges } from './key-sign-in'
import { challengeStaff, startStaffSession } from './sign-in'

const AppealsQuery = Type.Object({ state: Type.Optional(Appeal.properties.state) })
const AppealParams = Type.Object({ appealId: wire.WireId('apl') })

/** Sign-in by a signed challenge, and the queue of appeals. */
export async function staffRoutes(app: App, deps: Dependencies): Promise<void> {
  signInRoutes(app, deps)
  appealRoutes(app, deps)
  deps.jobs.register({
    name: 'staff.forget-challenges',
    cron: '*/10 * * * *',
    run: () => forgetOldChallenges(deps),
  })
}

function signInRoutes(app: App, deps: Dependencies): void {
  app.post(
    '/v1/staff/challenges',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.keySignIns },
      schema: { body: StaffChallengeRequest, response: { 201: StaffChallenge } },
    },
    async (request, reply) => {
      const result = await challengeStaff(deps, request.body.staffId)
      return isRefusal(result) ? reply.refuse(result) : reply.status(201).send(result)
    },
  )
  app.post(
    '/v1/staff/sessions',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.keySignIns },
      schema: { body: StaffSessionRequest, response: { 201: StaffSession } },
    },
    async (request, reply) => {
      const result = await startStaffSession(deps, { ...request.body, requestId: request.id })
      return isRefusal(result) ? reply.refuse(result) : reply.status(201).send(result)
    },
  )
}

function appealRoutes(app: App, deps: Dependencies): void {
  app.get(
    '/v1/staff/appeals',
    {
      config: { access: 'staff' },
      schema: { querystring: AppealsQuery, response: { 200: StaffAppealList } },
    },
    async (request) => listAppeals(deps, staffOf(request), request.query.state),
  )
  app.post(
    '/v1/staff/appeals/:appealId/answer',
    {
      config: { access: 'staff' },
      schema: { params: AppealParams, body: AppealAnswerRequest, response: { 200: StaffAppeal } },
    },
    async (request, reply) => {
      const result = await answerAppeal(deps, staffOf(request), {
        appealId: request.params.appealId,
        ...request.body,
        requestId: request.id,
      })
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}
