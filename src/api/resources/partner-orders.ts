import type { AskedOrder } from '#contract'
import type { ApiClient } from '../client'

/** `code`: ten digits. Saying yes or no a second time changes nothing. */
export const partnerOrdersApi = (client: ApiClient) => ({
  read: (code: string) => client.get<AskedOrder>(`/v1/me/partner-orders/${code}`),
  approve: (code: string) => client.post<AskedOrder>(`/v1/me/partner-orders/${code}/approval`),
  decline: (code: string) => client.post<AskedOrder>(`/v1/me/partner-orders/${code}/decline`),
})

export type PartnerOrdersApi = ReturnType<typeof partnerOrdersApi>
