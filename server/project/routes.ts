import { Type } from '@sinclair/typebox'

import {
  Entrustment,
  EntrustmentList,
  EntrustmentRequest,
  isRefusal,
  Project,
  ProjectList,
  ProjectOutlook,
  ProjectPeriod,
  ProjectRequest,
  ProjectWordsRequest,
  ReceivedEntrustmentList,
  wire,
  type Refusal,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { actingMember, ownerOf, type Owner } from '#server/institution/index'
import { keyOf, RATE_LIMITS, type App, type Dependencies, type Principal } from '#server/platform/index'

import { applyWithProject, withdrawProject } from './apply'
import { desk } from './desk-routes'
import { endEntrustment, entrustSite, listEntrustments, listReceivedEntrustments } from './entrustments'
import { handInReport } from './hand-in-report'
import { loadProjectMethodologies } from './keep-methodology'
import { amendProject, openProject } from './open-project'
import { foreseeReport } from './outlook'
import { readingRoutes } from './reading-routes'
import { listOwnProjects, readOwnProject } from './read-projects'
import { registerRoutes } from './register-routes'

const ProjectParams = Type.Object({ projectId: wire.WireId('prj') })
const EntrustmentParams = Type.Object({ entrustmentId: wire.WireId('ent') })
const ReportRequest = Type.Object({ period: ProjectPeriod }, { additionalProperties: false })

const LIMITED = { rateLimit: RATE_LIMITS.proposals } as const
const DOORS = [
  { prefix: '/v1/me', config: { ...LIMITED, access: 'resident' } },
  {
    prefix: '/v1/institution',
    config: { ...LIMITED, access: 'member', roles: rolesThatMay('runProjects') },
  },
] as const
type Door = (typeof DOORS)[number]

/** Projects by their owners, their readings, entrustments, and the desk; the city's methodologies for them are loaded first. */
export const projectRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  await loadProjectMethodologies(deps)
  for (const door of DOORS) {
    ownRoutes(app, deps, door)
    actRoutes(app, deps, door)
    entrustmentRoutes(app, deps, door)
  }
  receivedRoutes(app, deps)
  await app.register((scope) => readingRoutes(scope as App, deps))
  desk(app, deps)
  registerRoutes(app, deps)
}

const ownRoutes = (app: App, deps: Dependencies, { prefix, config }: Door): void => {
  app.post(
    `${prefix}/projects`,
    {
      // Opening twice would leave a second draft: the key is kept with the project itself.
      config: { ...config, idempotency: 'own' },
      schema: { body: ProjectRequest, response: { 201: Project } },
    },
    async (request, reply) => {
      const asked = { ...request.body, requestKey: keyOf(request.idempotencyKey), requestId: request.id }
      const project = await openProject(deps, ownerOf(request.principal), asked)
      return isRefusal(project) ? reply.refuse(project) : reply.status(201).send(project)
    },
  )
  app.get(`${prefix}/projects`, { config, schema: { response: { 200: ProjectList } } }, (request) =>
    listOwnProjects(deps, ownerOf(request.principal)),
  )
  app.get(
    `${prefix}/projects/:projectId`,
    { config, schema: { params: ProjectParams, response: { 200: Project } } },
    async (request, reply) => {
      const project = await readOwnProject(deps, ownerOf(request.principal), request.params.projectId)
      return isRefusal(project) ? reply.refuse(project) : project
    },
  )
  app.get(
    `${prefix}/projects/:projectId/outlook`,
    {
      config,
      schema: { params: ProjectParams, querystring: ProjectPeriod, response: { 200: ProjectOutlook } },
    },
    async (request, reply) => {
      const asked = { ...request.params, period: request.query }
      const outlook = await foreseeReport(deps, ownerOf(request.principal), asked)
      return isRefusal(outlook) ? reply.refuse(outlook) : outlook
    },
  )
}

const actRoutes = (app: App, deps: Dependencies, { prefix, config }: Door): void => {
  const one = `${prefix}/projects/:projectId`
  const schema = { params: ProjectParams, response: { 200: Project } }
  app.put(
    `${one}/record`,
    { config, schema: { ...schema, body: ProjectRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (owner, act) =>
        amendProject(deps, owner, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(`${one}/application`, { config, schema }, async (request, reply) => {
    const result = await afterAct(deps, request, (owner, act) => applyWithProject(deps, owner, act))
    return isRefusal(result) ? reply.refuse(result) : result
  })
  app.post(
    `${one}/withdrawal`,
    { config, schema: { ...schema, body: ProjectWordsRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (owner, act) =>
        withdrawProject(deps, owner, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${one}/reports`,
    { config, schema: { ...schema, body: ReportRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (owner, act) =>
        handInReport(deps, owner, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

const entrustmentRoutes = (app: App, deps: Dependencies, { prefix, config }: Door): void => {
  const path = `${prefix}/project-entrustments`
  app.get(path, { config, schema: { response: { 200: EntrustmentList } } }, (request) =>
    listEntrustments(deps, ownerOf(request.principal)),
  )
  app.post(
    path,
    { config, schema: { body: EntrustmentRequest, response: { 201: Entrustment } } },
    async (request, reply) => {
      const asked = { ...request.body, requestId: request.id }
      const given = await entrustSite(deps, ownerOf(request.principal), asked)
      return isRefusal(given) ? reply.refuse(given) : reply.status(201).send(given)
    },
  )
  app.delete(
    `${path}/:entrustmentId`,
    { config, schema: { params: EntrustmentParams, response: { 200: Entrustment } } },
    async (request, reply) => {
      const asked = { ...request.params, requestId: request.id }
      const ended = await endEntrustment(deps, ownerOf(request.principal), asked)
      return isRefusal(ended) ? reply.refuse(ended) : ended
    },
  )
}

/** What others entrusted to the institution: a party names these in its project. */
const receivedRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/institution/received-entrustments',
    { config: DOORS[1].config, schema: { response: { 200: ReceivedEntrustmentList } } },
    (request) => listReceivedEntrustments(deps, actingMember(request)),
  )
}

/** What an act needs of its request. */
interface Asked {
  readonly principal: Principal | null
  readonly id: string
  readonly params: { readonly projectId: string }
}

/** Does one act of an owner and returns the project as it then stands. */
const afterAct = async (
  deps: Dependencies,
  { principal, id, params: { projectId } }: Asked,
  act: (owner: Owner, of: { projectId: string; requestId: string }) => Promise<Refusal | null>,
): Promise<Project | Refusal> => {
  const owner = ownerOf(principal)
  return (await act(owner, { projectId, requestId: id })) ?? readOwnProject(deps, owner, projectId)
}
