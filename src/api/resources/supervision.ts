import type {
  ActionChain,
  FoundSubject,
  FraudAnswerRequest,
  LoggedActionList,
  QualityReport,
  ResumptionRequest,
  SearchHitList,
  SearchKind,
  SearchReason,
  StaffFraudReport,
  StaffFraudReportList,
  Suspension,
  SuspensionList,
  SuspensionRequest,
  SuspensionSubject,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

export interface SearchAsked {
  readonly kind: SearchKind
  readonly value: string
  readonly run?: string
  readonly why: SearchReason
}

export interface ActionsAsked {
  readonly action?: string
  readonly actor?: string
  readonly cursor?: string
}

/** What those who supervise ask and do. Acts take their key from the caller. */
export const supervisionApi = (client: ApiClient) => ({
  search: (asked: SearchAsked) => client.get<SearchHitList>('/v1/staff/search', { ...asked }),
  suspensions: (filter: { readonly state: 'open' | 'ended'; readonly cursor?: string }) =>
    client.get<SuspensionList>('/v1/staff/suspensions', { ...filter }),
  suspensionSubject: (kind: SuspensionSubject['kind'], id: string) =>
    client.get<FoundSubject>('/v1/staff/suspension-subjects', { kind, id }),
  suspend: (request: SuspensionRequest, options: WriteOptions) =>
    client.post<Suspension>('/v1/staff/suspensions', request, options),
  resume: (suspensionId: string, request: ResumptionRequest, options: WriteOptions) =>
    client.post<Suspension>(`/v1/staff/suspensions/${suspensionId}/resumption`, request, options),
  quality: (month: string) => client.get<QualityReport>(`/v1/staff/quality-reports/${month}`),
  qualityCsv: (month: string) => client.text(`/v1/staff/quality-reports/${month}/file`),
  fraudReports: (state: 'open' | 'answered') =>
    client.get<StaffFraudReportList>('/v1/staff/fraud-reports', { state }),
  fraudReport: (reportId: string) => client.get<StaffFraudReport>(`/v1/staff/fraud-reports/${reportId}`),
  look: (reportId: string, options: WriteOptions) =>
    client.post<StaffFraudReport>(`/v1/staff/fraud-reports/${reportId}/look`, undefined, options),
  answerFraud: (reportId: string, request: FraudAnswerRequest, options: WriteOptions) =>
    client.post<StaffFraudReport>(`/v1/staff/fraud-reports/${reportId}/answer`, request, options),
  actions: (asked: ActionsAsked) => client.get<LoggedActionList>('/v1/staff/actions', { ...asked }),
  chain: (from: string, to: string) => client.get<ActionChain>('/v1/staff/action-chain', { from, to }),
})

export type SupervisionApi = ReturnType<typeof supervisionApi>
