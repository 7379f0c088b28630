import { Type } from '@sinclair/typebox'

import {
  Expert,
  ExpertChallengeRequest,
  ExpertList,
  ExpertRequest,
  ExpertReviewList,
  ExpertSession,
  isRefusal,
  OpinionRequest,
  RecusalRequest,
  refuse,
  StaffChallenge,
  StaffSessionRequest,
  wire,
} from '#contract'
import { RATE_LIMITS, principalOf, staffOf, type App, type Dependencies } from '#server/platform/index'
import { challengeHolder, startKeySession, type KeyDoor } from '#server/staff/index'

import { dismissExpert, inviteExpert, listExperts } from './expert-pool'
import { giveOpinion, listReviews, recuse } from './my-reviews'

const ExpertParams = Type.Object({ expertId: ExpertRequest.properties.expertId })
const ReviewParams = Type.Object({ proposalId: wire.WireId('mpr') })

const EXPERT_DOOR: KeyDoor<{ readonly expert_id: string; readonly name: string }> = {
  kind: 'expert',
  subjectOf: ({ expert_id: expertId }) => ({ kind: 'expert', expertId }),
}

const expertOf = principalOf('expert')

/** The pool as the centre keeps it, and what an expert does in it. */
export const expertRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  poolRoutes(app, deps)
  signInRoutes(app, deps)
  reviewRoutes(app, deps)
}

const poolRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/staff/experts',
    {
      config: { access: 'staff', roles: ['centre', 'exchange', 'bureau'] },
      schema: { response: { 200: ExpertList } },
    },
    () => listExperts(deps),
  )
  app.post(
    '/v1/staff/experts',
    {
      config: { access: 'staff', roles: ['centre'] },
      schema: { body: ExpertRequest, response: { 200: Expert } },
    },
    async (request, reply) => {
      const asked = { ...request.body, requestId: request.id }
      const expert = await inviteExpert(deps, staffOf(request), asked)
      return isRefusal(expert) ? reply.refuse(expert) : expert
    },
  )
  app.post(
    '/v1/staff/experts/:expertId/dismissal',
    {
      config: { access: 'staff', roles: ['centre'] },
      schema: { params: ExpertParams, response: { 200: Expert } },
    },
    async (request, reply) => {
      const asked = { ...request.params, requestId: request.id }
      const expert = await dismissExpert(deps, staffOf(request), asked)
      return isRefusal(expert) ? reply.refuse(expert) : expert
    },
  )
}

const signInRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    '/v1/experts/challenges',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.keySignIns },
      schema: { body: ExpertChallengeRequest, response: { 201: StaffChallenge } },
    },
    async (request, reply) => {
      const challenge = await challengeHolder(deps, EXPERT_DOOR, request.body.expertId)
      return challenge === undefined
        ? reply.refuse(refuse('expert.key-unknown'))
        : reply.status(201).send(challenge)
    },
  )
  app.post(
    '/v1/experts/sessions',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.keySignIns },
      schema: { body: StaffSessionRequest, response: { 201: ExpertSession } },
    },
    async (request, reply) => {
      const begun = await startKeySession(deps, EXPERT_DOOR, { ...request.body, requestId: request.id })
      if (begun === undefined) return reply.refuse(refuse('expert.challenge-refused'))
      const { expert_id: expertId, name } = begun.holder
      return reply.status(201).send({ ...begun.token, expert: { expertId, name } })
    },
  )
}

const reviewRoutes = (app: App, deps: Dependencies): void => {
  const done = { params: ReviewParams, response: { 204: Type.Null() } }
  app.get(
    '/v1/expert/reviews',
    { config: { access: 'expert' }, schema: { response: { 200: ExpertReviewList } } },
    (request) => listReviews(deps, expertOf(request)),
  )
  app.post(
    '/v1/expert/reviews/:proposalId/recusal',
    { config: { access: 'expert' }, schema: { ...done, body: RecusalRequest } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const refused = await recuse(deps, expertOf(request), asked)
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )
  app.post(
    '/v1/expert/reviews/:proposalId/opinion',
    { config: { access: 'expert' }, schema: { ...done, body: OpinionRequest } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const refused = await giveOpinion(deps, expertOf(request), asked)
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )
}
