import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'

import {
  isRefusal,
  SceneApplication,
  SceneApplicationList,
  SceneApplicationRequest,
  SceneExtensionRequest,
  SceneReasonsRequest,
  SceneRecordRequest,
  wire,
  type Refusal,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { actingMember } from '#server/institution/index'
import { RATE_LIMITS, type App, type Dependencies, type MemberPrincipal } from '#server/platform/index'

import { askExtension } from './extend-application'
import { amendApplication, openApplication } from './open-application'
import { listApplications, readApplication } from './read-applications'
import type { Act } from './step-application'
import { submitApplication } from './submit-application'
import { withdrawApplication } from './suspend-application'

const ALL = '/v1/institution/scene-applications'
const ONE = `${ALL}/:applicationId`
const ApplicationParams = Type.Object({ applicationId: wire.WireId('sca') })

const config = {
  access: 'member',
  roles: rolesThatMay('applyForScenes'),
  rateLimit: RATE_LIMITS.proposals,
} as const

/** What an operator's own institution, or a party with its mandate, does about its scenes. */
export const applicantRoutes = (app: App, deps: Dependencies): void => {
  readingRoutes(app, deps)
  const response = { 200: SceneApplication }
  app.post(
    ALL,
    {
      // Opening twice is refused by the first; a retry is known by its key and hears the same again.
      config: { ...config, idempotency: 'required' },
      schema: { body: SceneApplicationRequest, response: { 201: SceneApplication } },
    },
    async (request, reply) => {
      const member = actingMember(request)
      const opened = await openApplication(deps, member, { ...request.body, requestId: request.id })
      const result = isRefusal(opened)
        ? opened
        : await readApplication(deps, { kind: 'member', member }, opened)
      return isRefusal(result) ? reply.refuse(result) : reply.status(201).send(result)
    },
  )
  app.put(
    `${ONE}/record`,
    { config, schema: { params: ApplicationParams, body: SceneRecordRequest, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (member, act) =>
        amendApplication(deps, member, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/submission`,
    { config, schema: { params: ApplicationParams, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (member, act) => submitApplication(deps, member, act))
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/withdrawal`,
    { config, schema: { params: ApplicationParams, body: SceneReasonsRequest, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (member, act) =>
        withdrawApplication(deps, member, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/extensions`,
    { config, schema: { params: ApplicationParams, body: SceneExtensionRequest, response } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (member, act) =>
        askExtension(deps, member, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

const readingRoutes = (app: App, deps: Dependencies): void => {
  app.get(ALL, { config, schema: { response: { 200: SceneApplicationList } } }, (request) =>
    listApplications(deps, { kind: 'member', member: actingMember(request) }),
  )
  app.get(
    ONE,
    { config, schema: { params: ApplicationParams, response: { 200: SceneApplication } } },
    async (request, reply) => {
      const reach = { kind: 'member', member: actingMember(request) } as const
      const application = await readApplication(deps, reach, request.params.applicationId)
      return isRefusal(application) ? reply.refuse(application) : application
    },
  )
}

type Asked = FastifyRequest & { readonly params: { readonly applicationId: string } }

/** Does one act of the applicant's and returns the application as it then stands. */
const afterAct = async (
  deps: Dependencies,
  request: Pick<Asked, 'principal' | 'id' | 'params'>,
  act: (member: MemberPrincipal, of: Act) => Promise<Refusal | null>,
): Promise<SceneApplication | Refusal> => {
  const member = actingMember(request)
  const { applicationId } = request.params
  const refused = await act(member, { applicationId, requestId: request.id })
  return refused ?? readApplication(deps, { kind: 'member', member }, applicationId)
}
