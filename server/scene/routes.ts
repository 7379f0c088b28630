import { SceneList } from '#contract'
import type { App, Dependencies } from '#server/platform/index'

import { applicantRoutes } from './applicant-routes'
import { expireApplications } from './expire-applications'
import { listScenes } from './list-scenes'
import { officeRoutes } from './office-routes'

/** The scenes for anybody, and the way of an application for one, from both sides. */
export const sceneRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get('/v1/scenes', { config: { access: 'public' }, schema: { response: { 200: SceneList } } }, () =>
    listScenes(deps),
  )
  applicantRoutes(app, deps)
  officeRoutes(app, deps)
  deps.jobs.register({ name: 'scene.expire', cron: '5 0 * * *', run: () => expireApplications(deps) })
}
