import { Type } from '@sinclair/typebox'
import {
  isRefusal,
  Proposal,
  ProposalList,
  ProposalRecordRequest,
  ProposalRequest,
  ReasonsRequest,
  wire,
  type Refusal,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { RATE_LIMITS, type App, type Dependencies, type Principal } from '#server/platform/index'

import { applicantOf, type Applicant } from './applicant'
import { closeProposal } from './check-proposal'
import { amendProposal, openProposal } from './open-proposal'
import { listOwnProposals, readOwnProposal } from './read-proposals'
import { registerRoutes } from './register-routes'
import { desk } from './desk-routes'
import { submitProposal } from './submit-proposal'

const ProposalParams = Type.Object({ proposalId: wire.WireId('mpr') })

/** Proposals by whoever applies, their way over the centre's desk, and the public register. */
export const proposalRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  applicantRoutes(app, deps, {
    prefix: '/v1/me',
    config: { access: 'visitor', rateLimit: RATE_LIMITS.proposals },
  })
  const memberRoles = rolesThatMay('proposeMethodologies')
  applicantRoutes(app, deps, {
    prefix: '/v1/institution',
    config: { access: 'member', roles: memberRoles, rateLimit: RATE_LIMITS.proposals },
  })
  // The centre proposes too; what it reads of others' is the desk's.
  writingRoutes(app, deps, { prefix: '/v1/staff', config: { access: 'staff', roles: ['centre'] } })
  desk(app, deps)
  registerRoutes(app, deps)
}

interface Door {
  readonly prefix: '/v1/me' | '/v1/institution' | '/v1/staff'
  readonly config: NonNullable<Parameters<App['get']>[1]['config']>
}

const applicantRoutes = (app: App, deps: Dependencies, door: Door): void => {
  writingRoutes(app, deps, door)
  app.get(
    `${door.prefix}/methodology-proposals`,
    { config: door.config, schema: { response: { 200: ProposalList } } },
    async (request, reply) => {
      const list = await as(deps, request, (applicant) => listOwnProposals(deps, applicant))
      return isRefusal(list) ? reply.refuse(list) : list
    },
  )
  app.get(
    `${door.prefix}/methodology-proposals/:proposalId`,
    { config: door.config, schema: { params: ProposalParams, response: { 200: Proposal } } },
    async (request, reply) => {
      const { proposalId } = request.params
      const proposal = await as(deps, request, (applicant) => readOwnProposal(deps, applicant, proposalId))
      return isRefusal(proposal) ? reply.refuse(proposal) : proposal
    },
  )
}

const writingRoutes = (app: App, deps: Dependencies, { prefix, config }: Door): void => {
  const one = `${prefix}/methodology-proposals/:proposalId`
  app.post(
    `${prefix}/methodology-proposals`,
    {
      // Opening twice would leave a second draft: a retry is known by its key.
      config: { ...config, idempotency: 'required' },
      schema: { body: ProposalRequest, response: { 201: Proposal } },
    },
    async (request, reply) => {
      const asked = { ...request.body, requestId: request.id }
      const proposal = await as(deps, request, (applicant) => openProposal(deps, applicant, asked))
      return isRefusal(proposal) ? reply.refuse(proposal) : reply.status(201).send(proposal)
    },
  )
  app.put(
    `${one}/record`,
    { config, schema: { params: ProposalParams, body: ProposalRecordRequest, response: { 200: Proposal } } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (applicant, act) =>
        amendProposal(deps, applicant, { ...act, record: request.body.record }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${one}/submission`,
    { config, schema: { params: ProposalParams, response: { 200: Proposal } } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (applicant, act) => submitProposal(deps, applicant, act))
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  if (prefix === '/v1/staff') return
  app.post(
    `${one}/withdrawal`,
    { config, schema: { params: ProposalParams, body: ReasonsRequest, response: { 200: Proposal } } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (applicant, act) =>
        closeProposal(
          deps,
          { reach: applicant, actor: applicant.actor },
          { ...act, reasons: request.body.reasons },
        ),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

/** What an act needs of its request. */
interface Asked {
  readonly principal: Principal | null
  readonly id: string
}

/** What the applicant behind a request comes to. */
const as = async <T extends object>(
  deps: Dependencies,
  { principal }: Pick<Asked, 'principal'>,
  work: (applicant: Applicant) => Promise<T | Refusal>,
): Promise<T | Refusal> => {
  const applicant = await applicantOf(deps, principal)
  return isRefusal(applicant) ? applicant : work(applicant)
}

/** Does one act of the applicant's and returns the proposal as it then stands. */
const afterAct = (
  deps: Dependencies,
  request: Asked & { readonly params: { readonly proposalId: string } },
  act: (applicant: Applicant, of: { proposalId: string; requestId: string }) => Promise<Refusal | null>,
): Promise<Proposal | Refusal> =>
  as(deps, request, async (applicant) => {
    const { proposalId } = request.params
    const refused = await act(applicant, { proposalId, requestId: request.id })
    return refused ?? readOwnProposal(deps, applicant, proposalId)
  })
