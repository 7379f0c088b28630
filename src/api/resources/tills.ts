import type {
  OfflineSnapshot,
  Redemption,
  RedemptionRequest,
  Till,
  TillAnswer,
  TillLogOutcomes,
  TillLogRequest,
  TillRequest,
  Today,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** What a till asks, over the session of the member who stands at it. Taking a code gets its key from the caller, as every act that may be asked again. */
export const tillApi = (client: ApiClient) => ({
  register: (request: TillRequest) => client.post<Till>('/v1/tills', request),
  redeem: (tillId: string, request: RedemptionRequest, options: WriteOptions) =>
    client.post<TillAnswer>(`/v1/tills/${tillId}/redemptions`, request, options),
  /** Of one shop, or of all she works in. */
  today: (shopId: string | undefined) => client.get<Today>('/v1/institution/today', { shopId }),
  undo: (tillId: string, voucherId: string, options: WriteOptions) =>
    client.post<Redemption>(`/v1/tills/${tillId}/redemptions/${voucherId}/undo`, undefined, options),
  snapshot: (tillId: string) => client.post<OfflineSnapshot>(`/v1/tills/${tillId}/snapshots`),
  tell: (tillId: string, request: TillLogRequest) =>
    client.post<TillLogOutcomes>(`/v1/tills/${tillId}/log`, request),
})

export type TillApi = ReturnType<typeof tillApi>
