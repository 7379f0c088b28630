import type { Statement, StatementDisputeRequest, StatementLinePage, StatementList } from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const LINES_A_PAGE = 100
const statement = (statementId: string) => `/v1/institution/statements/${statementId}`

/** Acts take their key from the caller: one that got no answer is asked again as the same act. */
export const statementApi = (client: ApiClient) => ({
  /** `month`: YYYY-MM. */
  ofMonth: (month: string) => client.get<StatementList>('/v1/institution/statements', { month }),
  read: (statementId: string) => client.get<Statement>(statement(statementId)),
  lines: (statementId: string, after: number) =>
    client.get<StatementLinePage>(`${statement(statementId)}/lines`, { after, limit: LINES_A_PAGE }),
  text: (statementId: string, format: 'csv' | 'json') =>
    client.text(`${statement(statementId)}/file`, { format }),
  workbook: (statementId: string) => client.bytes(`${statement(statementId)}/file`, { format: 'xlsx' }),
  confirm: (statementId: string, options: WriteOptions) =>
    client.post<Statement>(`${statement(statementId)}/confirmation`, undefined, options),
  dispute: (statementId: string, request: StatementDisputeRequest, options: WriteOptions) =>
    client.post<Statement>(`${statement(statementId)}/dispute`, request, options),
})

export type StatementApi = ReturnType<typeof statementApi>
