import type {
  StatementAnswerRequest,
  StatementDispute,
  StatementDisputeList,
  StatementDue,
  StatementDueList,
  StatementLinePage,
  StatementPaymentPage,
  StatementPaymentRequest,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** Acts take their key from the caller: one that got no answer is asked again as the same act. */
export const institutionMoneyApi = (client: ApiClient) => ({
  /** What a sponsor owes, what is due first before the rest; `after`: the `next` of the page before. */
  dues: (after?: string) => client.get<StatementDueList>('/v1/institution/dues', { after }),
  /** Its lines after one, those of this sponsor alone. */
  dueLines: (statementId: string, after: number) =>
    client.get<StatementLinePage>(`/v1/institution/dues/${statementId}/lines`, { after }),
  /** The text of its CSV file. */
  dueCsv: (statementId: string) => client.text(`/v1/institution/dues/${statementId}/file`, { format: 'csv' }),
  /** What was written down as paid, the latest first. */
  payments: (cursor?: string) => client.get<StatementPaymentPage>('/v1/institution/payments', { cursor }),
  pay: (statementId: string, request: StatementPaymentRequest, options: WriteOptions) =>
    client.post<StatementDue>(`/v1/institution/dues/${statementId}/payment`, request, options),
  disputes: () => client.get<StatementDisputeList>('/v1/institution/disputes'),
  /** Lines after one, of this institution's goods alone. */
  disputeLines: (statementId: string, after: number) =>
    client.get<StatementLinePage>(`/v1/institution/disputes/${statementId}/lines`, { after }),
  answer: (statementId: string, request: StatementAnswerRequest, options: WriteOptions) =>
    client.post<StatementDispute>(`/v1/institution/disputes/${statementId}/answer`, request, options),
})

export type InstitutionMoneyApi = ReturnType<typeof institutionMoneyApi>
