import type {
  MethodologyDifferences,
  MethodologyList,
  MethodologyRegister,
  ProjectMethodologyList,
  PublicProject,
  PublicProjectPage,
  SceneEntry,
  SceneList,
} from '#contract'
import type { ApiClient, ApiQuery } from '../client'

/** What anybody may read of methodologies, scenes and projects. */
export const registerApi = (client: ApiClient) => ({
  rules: () => client.get<MethodologyRegister>('/v1/methodology-register'),
  ruleRecords: () => client.get<MethodologyList>('/v1/methodologies'),
  projectRules: () => client.get<ProjectMethodologyList>('/v1/project-methodologies'),
  /** `family`: methodologies for rides, or those for projects. */
  differences: (family: 'methodologies' | 'project-methodologies', code: string, query: ApiQuery) =>
    client.get<MethodologyDifferences>(`/v1/${family}/${encodeURIComponent(code)}/differences`, query),
  scenes: () => client.get<SceneList>('/v1/scenes'),
  scene: (sceneId: string) => client.get<SceneEntry>(`/v1/scenes/${sceneId}`),
  projects: (query: ApiQuery) => client.get<PublicProjectPage>('/v1/projects', query),
  project: (projectId: string) => client.get<PublicProject>(`/v1/projects/${projectId}`),
})

export type RegisterApi = ReturnType<typeof registerApi>
