import { Type } from '@sinclair/typebox'

import {
  isRefusal,
  SceneApplicationList,
  SceneApplicationState,
  SceneConnectionRequest,
  SceneExtensionReviewRequest,
  SceneReasonsRequest,
  SceneReviewRequest,
  StaffSceneApplication,
  wire,
  type Refusal,
} from '#contract'
import { SCENE_OFFICES } from '#domain/scene'
import type { App, Dependencies, Principal, StaffPrincipal } from '#server/platform/index'

import { reviewExtension } from './extend-application'
import { listForOffices, readForOffices } from './read-applications'
import { reviewApplication } from './review-application'
import type { Act } from './step-application'
import { resumeScene, suspendScene } from './suspend-application'
import { beginTest, openScene, passTest } from './trial'

const ALL = '/v1/staff/scene-applications'
const ONE = `${ALL}/:applicationId`
const ApplicationParams = Type.Object({ applicationId: wire.WireId('sca') })
const ApplicationsQuery = Type.Object({ state: Type.Optional(SceneApplicationState) })

/** Who reads applications, who reviews and connects them, and who may stop a scene. */
const READING = { access: 'staff', roles: ['centre', 'exchange', 'bureau'] } as const
const OFFICES = { access: 'staff', roles: SCENE_OFFICES } as const
const STOPPING = READING

/** What centre and exchange do about applications for scenes. */
export const officeRoutes = (app: App, deps: Dependencies): void => {
  readingRoutes(app, deps)
  reviewRoutes(app, deps)
  trialRoutes(app, deps)
  stoppingRoutes(app, deps)
}

const readingRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    ALL,
    { config: READING, schema: { querystring: ApplicationsQuery, response: { 200: SceneApplicationList } } },
    (request) => listForOffices(deps, request.query.state ?? null),
  )
  app.get(
    ONE,
    { config: READING, schema: { params: ApplicationParams, response: { 200: StaffSceneApplication } } },
    async (request, reply) => {
      const application = await readForOffices(deps, request.params.applicationId)
      return isRefusal(application) ? reply.refuse(application) : application
    },
  )
}

const schema = { params: ApplicationParams, response: { 200: StaffSceneApplication } }

const reviewRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    `${ONE}/reviews`,
    { config: OFFICES, schema: { ...schema, body: SceneReviewRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        reviewApplication(deps, staff, { ...act, review: request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(
    `${ONE}/extension-reviews`,
    { config: OFFICES, schema: { ...schema, body: SceneExtensionReviewRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        reviewExtension(deps, staff, { ...act, review: request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

const trialRoutes = (app: App, deps: Dependencies): void => {
  app.post(`${ONE}/system-test`, { config: OFFICES, schema }, async (request, reply) => {
    const result = await afterAct(deps, request, (staff, act) => beginTest(deps, staff, act))
    return isRefusal(result) ? reply.refuse(result) : result
  })
  app.post(
    `${ONE}/connection`,
    { config: OFFICES, schema: { ...schema, body: SceneConnectionRequest } },
    async (request, reply) => {
      const result = await afterAct(deps, request, (staff, act) =>
        passTest(deps, staff, { ...act, ...request.body }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post(`${ONE}/opening`, { config: OFFICES, schema }, async (request, reply) => {
    const result = await afterAct(deps, request, (staff, act) => openScene(deps, staff, act))
    return isRefusal(result) ? reply.refuse(result) : result
  })
}

const stoppingRoutes = (app: App, deps: Dependencies): void => {
  const body = SceneReasonsRequest
  app.post(`${ONE}/suspension`, { config: STOPPING, schema: { ...schema, body } }, async (request, reply) => {
    const result = await afterAct(deps, request, (staff, act) =>
      suspendScene(deps, staff, { ...act, ...request.body }),
    )
    return isRefusal(result) ? reply.refuse(result) : result
  })
  app.post(`${ONE}/resumption`, { config: OFFICES, schema: { ...schema, body } }, async (request, reply) => {
    const result = await afterAct(deps, request, (staff, act) =>
      resumeScene(deps, staff, { ...act, ...request.body }),
    )
    return isRefusal(result) ? reply.refuse(result) : result
  })
}

/** What an act needs of its request. */
interface Asked {
  readonly principal: Principal | null
  readonly id: string
  readonly params: { readonly applicationId: string }
}

/** Does one act of an office and returns the application as it then stands. */
const afterAct = async (
  deps: Dependencies,
  { principal, id, params: { applicationId } }: Asked,
  act: (staff: StaffPrincipal, of: Act) => Promise<Refusal | null>,
): Promise<StaffSceneApplication | Refusal> => {
  if (principal?.kind !== 'staff') throw new Error('a staff route was reached without staff')
  return (await act(principal, { applicationId, requestId: id })) ?? readForOffices(deps, applicationId)
}
