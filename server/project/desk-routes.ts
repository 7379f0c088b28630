import { Type } from '@sinclair/typebox'

import {
  isRefusal,
  OverdueProjects,
  ProjectEvidence,
  ProjectIssueRequest,
  ProjectList,
  ProjectState,
  ProjectVerdictRequest,
  ProjectWordsRequest,
  StaffProject,
  wire,
  type Refusal,
} from '#contract'
import { DECIDING_BODIES } from '#domain/project'
import {
  staffOf,
  type App,
  type Dependencies,
  type Principal,
  type StaffPrincipal,
} from '#server/platform/index'

import { trackProject, turnProject } from './follow-project'
import { signIssue } from './issue-report'
import { readEvidence } from './read-evidence'
import { listOverdueProjects, listProjects, readProject } from './read-projects'
import { acceptProject, returnProject, signReview } from './review-project'
import { returnReport, verifyReport } from './verify-report'

const ProjectParams = Type.Object({ projectId: wire.WireId('prj') })
const ReportParams = Type.Object({
  ...ProjectParams.properties,
  reportNo: Type.Integer({ minimum: 1, maximum: 32_767 }),
})
const ListQuery = Type.Object({ state: Type.Optional(ProjectState) })

const ONE = '/v1/staff/projects/:projectId'
const REPORT = `${ONE}/reports/:reportNo`
/** The centre works the desk; two of the three bodies decide. */
const CENTRE = { access: 'staff', roles: ['centre'] } as const
const DECIDING = { access: 'staff', roles: DECIDING_BODIES } as const
const response = { 200: StaffProject }

/** Where staff read, review, issue and watch projects. */
export const desk = (app: App, deps: Dependencies): void => {
  readingRoutes(app, deps)
  reviewRoutes(app, deps)
  reportRoutes(app, deps)
  followingRoutes(app, deps)
}

const readingRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/staff/projects',
    { config: DECIDING, schema: { querystring: ListQuery, response: { 200: ProjectList } } },
    (request) => listProjects(deps, request.query.state),
  )
  app.get(
    '/v1/staff/overdue-projects',
    { config: DECIDING, schema: { response: { 200: OverdueProjects } } },
    () => listOverdueProjects(deps),
  )
  app.get(ONE, { config: DECIDING, schema: { params: ProjectParams, response } }, async (request, reply) => {
    const project = await readProject(deps, staffOf(request), request.params.projectId)
    return isRefusal(project) ? reply.refuse(project) : project
  })
  app.get(
    `${ONE}/evidence`,
    { config: DECIDING, schema: { params: ProjectParams, response: { 200: ProjectEvidence } } },
    async (request, reply) => {
      const evidence = await readEvidence(deps, staffOf(request), request.params.projectId)
      return isRefusal(evidence) ? reply.refuse(evidence) : evidence
    },
  )
}

const reviewRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    `${ONE}/acceptance`,
    { config: CENTRE, schema: { params: ProjectParams, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) => acceptProject(deps, staff, act))
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/return`,
    { config: CENTRE, schema: { params: ProjectParams, body: ProjectWordsRequest, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        returnProject(deps, staff, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/verdicts`,
    { config: DECIDING, schema: { params: ProjectParams, body: ProjectVerdictRequest, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        signReview(deps, staff, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

const reportRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    `${REPORT}/verification`,
    { config: CENTRE, schema: { params: ReportParams, response } },
    async (request, reply) => {
      const { reportNo } = request.params
      const result = await afterAct(deps, request, (staff, act) =>
        verifyReport(deps, staff, { ...act, reportNo }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${REPORT}/return`,
    { config: CENTRE, schema: { params: ReportParams, body: ProjectWordsRequest, response } },
    async (request, reply) => {
      const { reportNo } = request.params
      const result = await afterAct(deps, request, (staff, act) =>
        returnReport(deps, staff, { ...act, ...request.body, reportNo }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${REPORT}/issue-signatures`,
    { config: DECIDING, schema: { params: ReportParams, body: ProjectIssueRequest, response } },
    async (request, reply) => {
      const { reportNo } = request.params
      const result = await afterAct(deps, request, (staff, act) =>
        signIssue(deps, staff, { ...act, ...request.body, reportNo }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

/** By which word of the path a running project is turned. */
const TURNS = { suspension: 'suspended', resumption: 'resumed', end: 'ended' } as const

const followingRoutes = (app: App, deps: Dependencies): void => {
  const schema = { params: ProjectParams, body: ProjectWordsRequest, response }
  app.post(`${ONE}/findings`, { config: CENTRE, schema }, async (request, reply) => {
    const result = await afterAct(deps, request, (staff, act) =>
      trackProject(deps, staff, { ...act, ...request.body }),
    )
    return isRefusal(result) ? reply.refuse(result) : result
  })
  for (const [word, kind] of Object.entries(TURNS))
    app.post(`${ONE}/${word}`, { config: CENTRE, schema }, async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        turnProject(deps, staff, { ...act, ...request.body, kind }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    })
}

/** What an act needs of its request. */
interface Asked {
  readonly principal: Principal | null
  readonly id: string
  readonly params: { readonly projectId: string }
}

/** Does one act of the desk and returns the project as it then stands. */
const afterAct = async (
  deps: Dependencies,
  { principal, id, params: { projectId } }: Asked,
  act: (staff: StaffPrincipal, of: { projectId: string; requestId: string }) => Promise<Refusal | null>,
): Promise<StaffProject | Refusal> => {
  const staff = staffOf({ principal })
  return (await act(staff, { projectId, requestId: id })) ?? readProject(deps, staff, projectId)
}
