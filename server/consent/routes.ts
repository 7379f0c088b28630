import { Type } from '@sinclair/typebox'

import { ConsentState, isRefusal, MySceneList, wire } from '#contract'
import { residentOf } from '#server/identity/index'
import type { App, Dependencies } from '#server/platform/index'

import { grantConsent, withdrawConsent } from './change-consent'
import { listMyScenes } from './my-scenes'
import { setSceneWatch } from './watch-scene'

const ConsentParams = Type.Object({ sceneId: wire.SceneId, operatorId: wire.OperatorId })
const WatchParams = Type.Object({ sceneId: wire.SceneId })

export const consentRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get(
    '/v1/me/scenes',
    { config: { access: 'resident' }, schema: { response: { 200: MySceneList } } },
    (request) => listMyScenes(deps, residentOf(request).accountId),
  )

  const changes = { PUT: grantConsent, DELETE: withdrawConsent } as const
  for (const method of ['PUT', 'DELETE'] as const) {
    app.route({
      method,
      url: '/v1/me/consents/:sceneId/:operatorId',
      config: { access: 'resident' },
      schema: { params: ConsentParams, response: { 200: ConsentState } },
      handler: async (request, reply) => {
        const state = await changes[method](deps, {
          accountId: residentOf(request).accountId,
          ...request.params,
        })
        return isRefusal(state) ? reply.refuse(state) : state
      },
    })
    app.route({
      method,
      url: '/v1/me/scene-watches/:sceneId',
      config: { access: 'resident' },
      schema: { params: WatchParams, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        const watch = { accountId: residentOf(request).accountId, sceneId: request.params.sceneId }
        const refused = await setSceneWatch(deps, { ...watch, watching: method === 'PUT' })
        return refused ? reply.refuse(refused) : reply.status(204).send(null)
      },
    })
  }
}
