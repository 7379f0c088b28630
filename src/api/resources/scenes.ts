import type { ConsentState, MySceneList, SceneList } from '#contract'
import type { ApiClient } from '../client'

const consent = (sceneId: string, operatorId: string) => `/v1/me/consents/${sceneId}/${operatorId}`
const watching = (sceneId: string) => `/v1/me/scene-watches/${sceneId}`

export const sceneApi = (client: ApiClient) => ({
  list: () => client.get<SceneList>('/v1/scenes'),
  mine: () => client.get<MySceneList>('/v1/me/scenes'),
  grant: (sceneId: string, operatorId: string) => client.put<ConsentState>(consent(sceneId, operatorId)),
  withdraw: (sceneId: string, operatorId: string) =>
    client.delete<ConsentState>(consent(sceneId, operatorId)),
  watch: (sceneId: string) => client.put<void>(watching(sceneId)),
  unwatch: (sceneId: string) => client.delete<void>(watching(sceneId)),
})
