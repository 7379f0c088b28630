import type {
  Entrustment,
  EntrustmentList,
  EntrustmentRequest,
  InstitutionName,
  MethodologyRegister,
  Project,
  ProjectList,
  ProjectMethodologyList,
  ProjectOutlook,
  ProjectPeriod,
  ProjectRequest,
  Proposal,
  ProposalList,
  ProposalRequest,
  ReadingsOutcome,
  ReceivedEntrustmentList,
  SceneApplication,
  SceneApplicationList,
  SceneApplicationRequest,
  SceneExtensionRequest,
  SceneList,
  SceneRecord,
} from '#contract'
import type { Json } from '../../host'
import type { ApiClient, WriteOptions } from '../client'

/** In whose name something is applied for: her own, or that of the institution she acts for. */
export type ApplicantDoor = '/v1/me' | '/v1/institution'

/**
 * Acts take their key from the caller: one that got no answer is asked again as the same act. `own`: her own sign-in, which alone is told
 * whom a code stands for, whoever she acts for.
 */
export const applicationApi = (client: ApiClient, door: ApplicantDoor, own: ApiClient) => ({
  ...projectApi(client, door),
  ...entrustmentApi(client, door, own),
  ...proposalApi(client, `${door}/methodology-proposals`),
  ...sceneApplicationApi(client, '/v1/institution/scene-applications'),
})

export type ApplicationApi = ReturnType<typeof applicationApi>

const projectApi = (client: ApiClient, door: ApplicantDoor) => {
  const one = (projectId: string) => `${door}/projects/${projectId}`
  return {
    methodologiesForProjects: () => client.get<ProjectMethodologyList>('/v1/project-methodologies'),
    projects: () => client.get<ProjectList>(`${door}/projects`),
    project: (projectId: string) => client.get<Project>(one(projectId)),
    openProject: (request: ProjectRequest, options: WriteOptions) =>
      client.post<Project>(`${door}/projects`, request, options),
    amendProject: (projectId: string, request: ProjectRequest, options: WriteOptions) =>
      client.put<Project>(`${one(projectId)}/record`, request, options),
    applyWithProject: (projectId: string, options: WriteOptions) =>
      client.post<Project>(`${one(projectId)}/application`, undefined, options),
    withdrawProject: (projectId: string, words: string, options: WriteOptions) =>
      client.post<Project>(`${one(projectId)}/withdrawal`, { words }, options),
    report: (projectId: string, period: ProjectPeriod, options: WriteOptions) =>
      client.post<Project>(`${one(projectId)}/reports`, { period }, options),
    outlook: (projectId: string, { from, to }: ProjectPeriod) =>
      client.get<ProjectOutlook>(`${one(projectId)}/outlook`, { from, to }),
    /** `lines`: JSON Lines. The same `pushId` with the same lines gets the verdicts it got before. */
    sendReadings: (projectId: string, pushId: string, lines: Uint8Array) =>
      client.upload<ReadingsOutcome>(`${one(projectId)}/readings/${pushId}`, lines, 'application/x-ndjson'),
  }
}

const entrustmentApi = (client: ApiClient, door: ApplicantDoor, own: ApiClient) => ({
  /** Whom a 统一社会信用代码 stands for. */
  institution: (creditCode: string) => own.get<InstitutionName>(`/v1/institutions/${creditCode}`),
  entrustments: () => client.get<EntrustmentList>(`${door}/project-entrustments`),
  received: () => client.get<ReceivedEntrustmentList>('/v1/institution/received-entrustments'),
  entrust: (request: EntrustmentRequest, options: WriteOptions) =>
    client.post<Entrustment>(`${door}/project-entrustments`, request, options),
  endEntrustment: (entrustmentId: string, options: WriteOptions) =>
    client.delete<Entrustment>(`${door}/project-entrustments/${entrustmentId}`, options),
})

const proposalApi = (client: ApiClient, all: string) => ({
  register: () => client.get<MethodologyRegister>('/v1/methodology-register'),
  proposals: () => client.get<ProposalList>(all),
  proposal: (proposalId: string) => client.get<Proposal>(`${all}/${proposalId}`),
  openProposal: (request: ProposalRequest, options: WriteOptions) =>
    client.post<Proposal>(all, request as Json, options),
  amendProposal: (proposalId: string, record: Readonly<Record<string, unknown>>, options: WriteOptions) =>
    client.put<Proposal>(`${all}/${proposalId}/record`, { record } as Json, options),
  submitProposal: (proposalId: string, options: WriteOptions) =>
    client.post<Proposal>(`${all}/${proposalId}/submission`, undefined, options),
  withdrawProposal: (proposalId: string, reasons: string, options: WriteOptions) =>
    client.post<Proposal>(`${all}/${proposalId}/withdrawal`, { reasons }, options),
})

/** Only institutions apply for scenes. */
const sceneApplicationApi = (client: ApiClient, all: string) => ({
  scenes: () => client.get<SceneList>('/v1/scenes'),
  sceneApplications: () => client.get<SceneApplicationList>(all),
  sceneApplication: (id: string) => client.get<SceneApplication>(`${all}/${id}`),
  openScene: (request: SceneApplicationRequest, options: WriteOptions) =>
    client.post<SceneApplication>(all, request, options),
  amendScene: (id: string, record: SceneRecord, options: WriteOptions) =>
    client.put<SceneApplication>(`${all}/${id}/record`, { record }, options),
  submitScene: (id: string, options: WriteOptions) =>
    client.post<SceneApplication>(`${all}/${id}/submission`, undefined, options),
  withdrawScene: (id: string, reasons: string, options: WriteOptions) =>
    client.post<SceneApplication>(`${all}/${id}/withdrawal`, { reasons }, options),
  extendScene: (id: string, request: SceneExtensionRequest, options: WriteOptions) =>
    client.post<SceneApplication>(`${all}/${id}/extensions`, request, options),
})
