import { Type } from '@sinclair/typebox'
import {
  AcceptProposalRequest,
  DraftRun,
  isRefusal,
  OverdueList,
  ProposalList,
  ProposalSummary,
  ReasonsRequest,
  Retirement,
  SeatRequest,
  SignatureRequest,
  StaffProposal,
  SubstitutionRequest,
  wire,
  type Refusal,
} from '#contract'
import {
  principalKey,
  staffOf,
  type App,
  type Dependencies,
  type Principal,
  type StaffPrincipal,
} from '#server/platform/index'

import { askExpert, replaceExpert } from './ask-expert'
import { acceptProposal, beginCheck, closeProposal, returnProposal } from './check-proposal'
import { runDraft } from './draft-run'
import { signPublication } from './publish-proposal'
import { listOverdue, listProposals, readProposal } from './read-proposals'
import { readRetirement, signRetirement } from './retire-methodology'
import { SIGNING_ROLES } from './signatures'

const ProposalParams = Type.Object({ proposalId: wire.WireId('mpr') })
const SeatParams = Type.Object({
  proposalId: wire.WireId('mpr'),
  expertId: SeatRequest.properties.expertId,
})
const DraftQuery = Type.Object({ month: wire.CityMonth })
const ProposalsQuery = Type.Object({ state: Type.Optional(ProposalSummary.properties.state) })
const VersionParams = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 64 }),
  version: Type.Integer({ minimum: 1, maximum: 32_767 }),
})

const ONE = '/v1/staff/methodology-proposals/:proposalId'
/** Who reads the desk, who works it, and who puts a name to a version. */
const READING = { access: 'staff', roles: ['centre', 'exchange', 'bureau'] } as const
const CENTRE = { access: 'staff', roles: ['centre'] } as const
const SIGNING = { access: 'staff', roles: SIGNING_ROLES } as const

/** The centre's desk: formal check, experts, return, and the signatures of both offices. */
export const desk = (app: App, deps: Dependencies): void => {
  readingRoutes(app, deps)
  checkRoutes(app, deps)
  seatRoutes(app, deps)
  signingRoutes(app, deps)
}

const readingRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/staff/methodology-proposals',
    { config: READING, schema: { querystring: ProposalsQuery, response: { 200: ProposalList } } },
    (request) => listProposals(deps, request.query.state),
  )
  app.get(
    ONE,
    { config: READING, schema: { params: ProposalParams, response: { 200: StaffProposal } } },
    async (request, reply) => {
      const proposal = await readProposal(deps, request.params.proposalId)
      return isRefusal(proposal) ? reply.refuse(proposal) : proposal
    },
  )
  app.get(
    `${ONE}/draft-run`,
    {
      config: READING,
      schema: { params: ProposalParams, querystring: DraftQuery, response: { 200: DraftRun } },
    },
    async (request, reply) => {
      const run = await runDraft(deps, { ...request.params, ...request.query })
      return isRefusal(run) ? reply.refuse(run) : run
    },
  )
  app.get('/v1/staff/overdue-reviews', { config: READING, schema: { response: { 200: OverdueList } } }, () =>
    listOverdue(deps),
  )
}

const checkRoutes = (app: App, deps: Dependencies): void => {
  const schema = { params: ProposalParams, response: { 200: StaffProposal } }
  app.post(`${ONE}/check`, { config: CENTRE, schema }, async (request, reply) => {
    const result = await afterAct(deps, request, (staff, act) => beginCheck(deps, staff, act))
    return isRefusal(result) ? reply.refuse(result) : result
  })
  app.post(
    `${ONE}/acceptance`,
    { config: CENTRE, schema: { ...schema, body: AcceptProposalRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        acceptProposal(deps, staff, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/return`,
    { config: CENTRE, schema: { ...schema, body: ReasonsRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        returnProposal(deps, staff, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/closure`,
    { config: CENTRE, schema: { ...schema, body: ReasonsRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        closeProposal(deps, { reach: null, actor: principalKey(staff) }, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

const seatRoutes = (app: App, deps: Dependencies): void => {
  const response = { 200: StaffProposal }
  app.post(
    `${ONE}/seats`,
    { config: CENTRE, schema: { params: ProposalParams, body: SeatRequest, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        askExpert(deps, staff, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/seats/:expertId/substitution`,
    { config: CENTRE, schema: { params: SeatParams, body: SubstitutionRequest, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        replaceExpert(deps, staff, { ...act, ...request.body, replaces: request.params.expertId }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

const signingRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    `${ONE}/signatures`,
    {
      config: SIGNING,
      schema: { params: ProposalParams, body: SignatureRequest, response: { 200: StaffProposal } },
    },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        signPublication(deps, staff, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.get(
    '/v1/staff/methodologies/:code/:version/retirement',
    { config: READING, schema: { params: VersionParams, response: { 200: Retirement } } },
    async (request, reply) => {
      const retirement = await readRetirement(deps, request.params)
      return isRefusal(retirement) ? reply.refuse(retirement) : retirement
    },
  )
  app.post(
    '/v1/staff/methodologies/:code/:version/retirement',
    {
      config: SIGNING,
      schema: { params: VersionParams, body: SignatureRequest, response: { 200: Retirement } },
    },
    async (request, reply) => {
      const act = { ...request.params, ...request.body, requestId: request.id }
      const retirement = await signRetirement(deps, staffOf(request), act)
      return isRefusal(retirement) ? reply.refuse(retirement) : retirement
    },
  )
}

/** What an act needs of its request. */
interface Asked {
  readonly principal: Principal | null
  readonly id: string
  readonly params: { readonly proposalId: string }
}

/** Does one act of the desk and returns the proposal as it then stands. */
const afterAct = async (
  deps: Dependencies,
  { principal, id, params: { proposalId } }: Asked,
  act: (staff: StaffPrincipal, of: { proposalId: string; requestId: string }) => Promise<Refusal | null>,
): Promise<StaffProposal | Refusal> =>
  (await act(staffOf({ principal }), { proposalId, requestId: id })) ?? readProposal(deps, proposalId)
