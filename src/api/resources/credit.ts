import type {
  CreditCodeShown,
  CreditCorrection,
  CreditCorrectionList,
  CreditCorrectionRequest,
  CreditRecord,
  CreditStatement,
  CreditStatementDetail,
  CreditStatementList,
  CreditStatementRequest,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const STATEMENTS = '/v1/me/credit-statements'

/** Her credit record, what she asked to be corrected of it, and whom she lets look. */
export const creditApi = (client: ApiClient) => ({
  record: () => client.get<CreditRecord>('/v1/me/credit-record'),
  corrections: (cursor?: string) =>
    client.get<CreditCorrectionList>('/v1/me/credit-corrections', cursor === undefined ? {} : { cursor }),
  ask: (request: CreditCorrectionRequest, options: WriteOptions) =>
    client.post<CreditCorrection>('/v1/me/credit-corrections', request, options),
  statements: () => client.get<CreditStatementList>(STATEMENTS),
  statement: (statementId: string) => client.get<CreditStatementDetail>(`${STATEMENTS}/${statementId}`),
  make: (request: CreditStatementRequest, options: WriteOptions) =>
    client.post<CreditStatement>(STATEMENTS, request, options),
  code: (statementId: string) => client.post<CreditCodeShown>(`${STATEMENTS}/${statementId}/codes`),
  revoke: (statementId: string, options: WriteOptions) =>
    client.post<CreditStatementDetail>(`${STATEMENTS}/${statementId}/revocation`, undefined, options),
})

export type CreditApi = ReturnType<typeof creditApi>
