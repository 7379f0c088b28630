import { Type } from '@sinclair/typebox'

import { isRefusal, SceneEntry, SceneList, wire } from '#contract'
import { isKnown, type App, type Dependencies } from '#server/platform/index'

import { applicantRoutes } from './applicant-routes'
import { expireApplications } from './expire-applications'
import { listScenes } from './list-scenes'
import { officeRoutes } from './office-routes'
import { readScene } from './read-scene'

const SceneParams = Type.Object({ sceneId: wire.SceneId })

/** The scenes for anybody, and the way of an application for one, from both sides. */
export const sceneRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get('/v1/scenes', { config: { access: 'public' }, schema: { response: { 200: SceneList } } }, () =>
    listScenes(deps),
  )
  app.get(
    '/v1/scenes/:sceneId',
    {
      config: { access: 'public' },
      schema: { params: SceneParams, response: { 200: SceneEntry, 304: Type.Null() } },
    },
    async (request, reply) => {
      const scene = await readScene(deps, request.params.sceneId)
      if (isRefusal(scene)) return reply.refuse(scene)
      const isUnchanged = isKnown(request, reply, { value: scene, cacheControl: 'public, no-cache' })
      return isUnchanged ? reply.status(304).send(null) : scene
    },
  )
  applicantRoutes(app, deps)
  officeRoutes(app, deps)
  deps.jobs.register({ name: 'scene.expire', cron: '5 0 * * *', run: () => expireApplications(deps) })
}
