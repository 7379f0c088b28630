import type {
  CreditGrantRequest,
  CreditRefusalRequest,
  StaffCreditCorrection,
  StaffCreditCorrectionList,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const CORRECTIONS = '/v1/staff/credit-corrections'

/** Requests to correct credit records, as staff answer them. */
export const creditDeskApi = (client: ApiClient) => ({
  list: (cursor?: string) =>
    client.get<StaffCreditCorrectionList>(CORRECTIONS, cursor === undefined ? {} : { cursor }),
  grant: (correctionId: string, request: CreditGrantRequest, options: WriteOptions) =>
    client.post<StaffCreditCorrection>(`${CORRECTIONS}/${correctionId}/grants`, request, options),
  refuse: (correctionId: string, request: CreditRefusalRequest, options: WriteOptions) =>
    client.post<StaffCreditCorrection>(`${CORRECTIONS}/${correctionId}/refusal`, request, options),
})

export type CreditDeskApi = ReturnType<typeof creditDeskApi>
