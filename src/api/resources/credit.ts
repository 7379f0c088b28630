import type {
  CreditCodeReadingRequest,
  CreditCodeShown,
  CreditCorrection,
  CreditCorrectionList,
  CreditCorrectionRequest,
  CreditReading,
  CreditRecord,
  CreditStatement,
  CreditStatementDetail,
  CreditStatementList,
  CreditStatementRequest,
  InstitutionName,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** Whose record it is: her own, or that of the institution she acts for. */
type CreditDoor = '/v1/me' | '/v1/institution'

/**
 * A credit record, what its holder asked to be corrected of it, and whom it lets look. `own`: her own sign-in, which alone is told whom a
 * code stands for, whoever she acts for.
 */
export const creditApi = (client: ApiClient, door: CreditDoor, own: ApiClient) => {
  const corrections = `${door}/credit-corrections`
  const statements = `${door}/credit-statements`
  return {
    record: () => client.get<CreditRecord>(`${door}/credit-record`),
    corrections: (cursor?: string) =>
      client.get<CreditCorrectionList>(corrections, cursor === undefined ? {} : { cursor }),
    ask: (request: CreditCorrectionRequest, options: WriteOptions) =>
      client.post<CreditCorrection>(corrections, request, options),
    institution: (creditCode: string) => own.get<InstitutionName>(`/v1/institutions/${creditCode}`),
    statements: () => client.get<CreditStatementList>(statements),
    statement: (statementId: string) => client.get<CreditStatementDetail>(`${statements}/${statementId}`),
    make: (request: CreditStatementRequest, options: WriteOptions) =>
      client.post<CreditStatement>(statements, request, options),
    code: (statementId: string) => client.post<CreditCodeShown>(`${statements}/${statementId}/codes`),
    revoke: (statementId: string, options: WriteOptions) =>
      client.post<CreditStatementDetail>(`${statements}/${statementId}/revocation`, undefined, options),
  }
}

export type CreditApi = ReturnType<typeof creditApi>

/** A statement read by whoever was shown a code; nobody need be signed in. */
export const codeReadingApi = (client: ApiClient) => ({
  read: (request: CreditCodeReadingRequest, options: WriteOptions) =>
    client.post<CreditReading>('/v1/credit-statements/readings', request, options),
})

export type CodeReadingApi = ReturnType<typeof codeReadingApi>
