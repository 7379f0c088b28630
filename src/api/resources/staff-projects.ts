import type {
  ProjectEvidence,
  ProjectList,
  ProjectMethodologyList,
  ProjectState,
  ProjectVerdictRequest,
  StaffProject,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const ALL = '/v1/staff/projects'

/** By which word of the path a running project is written about or turned. */
export type ProjectTurn = 'findings' | 'suspension' | 'resumption' | 'end'

/** Projects as the bodies review, issue and follow them. Acts take their key from the caller. */
export const staffProjectsApi = (client: ApiClient) => {
  const act = (projectId: string, word: string, body: object | undefined, options: WriteOptions) =>
    client.post<StaffProject>(`${ALL}/${projectId}/${word}`, body && { ...body }, options)
  return {
    list: (state: ProjectState) => client.get<ProjectList>(ALL, { state }),
    read: (projectId: string) => client.get<StaffProject>(`${ALL}/${projectId}`),
    evidence: (projectId: string) => client.get<ProjectEvidence>(`${ALL}/${projectId}/evidence`),
    methodologies: () => client.get<ProjectMethodologyList>('/v1/project-methodologies'),
    accept: (projectId: string, options: WriteOptions) => act(projectId, 'acceptance', undefined, options),
    giveBack: (projectId: string, words: string, options: WriteOptions) =>
      act(projectId, 'return', { words }, options),
    decide: (projectId: string, verdict: ProjectVerdictRequest, options: WriteOptions) =>
      act(projectId, 'verdicts', verdict, options),
    verifyReport: (projectId: string, reportNo: number, options: WriteOptions) =>
      act(projectId, `reports/${reportNo}/verification`, undefined, options),
    returnReport: (projectId: string, reportNo: number, words: string, options: WriteOptions) =>
      act(projectId, `reports/${reportNo}/return`, { words }, options),
    signIssue: (projectId: string, reportNo: number, digest: string, options: WriteOptions) =>
      act(projectId, `reports/${reportNo}/issue-signatures`, { digest }, options),
    turn: (projectId: string, turn: ProjectTurn, words: string, options: WriteOptions) =>
      act(projectId, turn, { words }, options),
  }
}

export type StaffProjectsApi = ReturnType<typeof staffProjectsApi>
