import type { PublicProject, SceneEntry } from '#contract'
import { createApiClient } from '../../api'
import { registerApi } from '../../api/resources/register'
import type { Stores } from '../create-stores'
import { EntryStore } from './entry-store'
import { createRegisterNavigation } from './register-navigation'
import { RegisterStore } from './register-store'
import { RuleStore } from './rule-store'

/** Builds what the register's pages read: no account, no session, no last known data of anybody. */
export function createRegisterStores({ surroundings }: Pick<Stores, 'surroundings'>) {
  const { host, baseUrl } = surroundings
  const client = createApiClient({
    baseUrl,
    host,
    accessToken: () => undefined,
    refresh: () => Promise.resolve(false),
  })
  const api = registerApi(client)
  return {
    navigation: createRegisterNavigation(host.nav),
    register: new RegisterStore(api),
    rule: new RuleStore(api),
    scene: new EntryStore<SceneEntry>((sceneId) => api.scene(sceneId)),
    project: new EntryStore<PublicProject>((projectId) => api.project(projectId)),
  }
}

export type RegisterStores = ReturnType<typeof createRegisterStores>
