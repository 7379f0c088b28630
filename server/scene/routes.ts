import { SceneList } from '#contract'
import type { App, Dependencies } from '#server/platform/index'

import { listScenes } from './list-scenes'

export const sceneRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get('/v1/scenes', { config: { access: 'public' }, schema: { response: { 200: SceneList } } }, () =>
    listScenes(deps),
  )
}
