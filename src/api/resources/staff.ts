import type {
  AppealAnswerRequest,
  ReturnRunRequest,
  RunDetail,
  RunList,
  RunState,
  StaffAppeal,
  StaffAppealList,
  StaffChallenge,
  StaffChallengeRequest,
  StaffSession,
  StaffSessionRequest,
  StatementDisputeList,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** Acts take their key from the caller: one that got no answer is asked again as the same act. */
export const staffApi = (client: ApiClient) => ({
  runs: (filter: { readonly state: RunState; readonly cursor?: string }) =>
    client.get<RunList>('/v1/staff/runs', { ...filter }),
  run: (runId: string) => client.get<RunDetail>(`/v1/staff/runs/${runId}`),
  verify: (runId: string, options: WriteOptions) =>
    client.post<RunDetail>(`/v1/staff/runs/${runId}/verification`, undefined, options),
  confirm: (runId: string, options: WriteOptions) =>
    client.post<RunDetail>(`/v1/staff/runs/${runId}/confirmations`, undefined, options),
  giveBack: (runId: string, request: ReturnRunRequest, options: WriteOptions) =>
    client.post<RunDetail>(`/v1/staff/runs/${runId}/return`, request, options),
  appeals: (state: StaffAppeal['state']) => client.get<StaffAppealList>('/v1/staff/appeals', { state }),
  /** Every dispute of a merchant's statement, those that wait first. */
  disputes: () => client.get<StatementDisputeList>('/v1/staff/statement-disputes'),
  answer: (appealId: string, request: AppealAnswerRequest, options: WriteOptions) =>
    client.post<StaffAppeal>(`/v1/staff/appeals/${appealId}/answer`, request, options),
})

export type StaffApi = ReturnType<typeof staffApi>

/** Takes a client without authority: these calls bring the token that the others carry. */
export const staffSessionApi = (client: ApiClient) => ({
  challenge: (request: StaffChallengeRequest) => client.post<StaffChallenge>('/v1/staff/challenges', request),
  open: (request: StaffSessionRequest) => client.post<StaffSession>('/v1/staff/sessions', request),
})

export type StaffSessionApi = ReturnType<typeof staffSessionApi>
