import type { FraudProgress, FraudReceipt, FraudReportRequest } from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** Anybody's reports of suspected fraud; nobody need be signed in. */
export const fraudReportsApi = (client: ApiClient) => ({
  send: (request: FraudReportRequest, options: WriteOptions) =>
    client.post<FraudReceipt>('/v1/fraud-reports', request, options),
  follow: (number: string) => client.post<FraudProgress>('/v1/fraud-reports/progress', { number }),
})

export type FraudReportsApi = ReturnType<typeof fraudReportsApi>
