import type { AppealList, AppealRequest, Home, MyAppeal, RideDetail, RidePage } from '#contract'
import type { ApiClient } from '../client'

export interface RideFilter {
  /** City month, YYYY-MM. */
  readonly month: string
  readonly scene?: string
  readonly cursor?: string
}

/** The most the service gives at once. */
const PAGE_RIDES = 100

export const rideApi = (client: ApiClient) => ({
  home: () => client.get<Home>('/v1/me/home'),
  page: (filter: RideFilter) => client.get<RidePage>('/v1/me/rides', { ...filter, limit: PAGE_RIDES }),
  detail: (rideId: string) => client.get<RideDetail>(`/v1/me/rides/${rideId}`),
  appeal: (rideId: string, request: AppealRequest) =>
    client.post<MyAppeal>(`/v1/me/rides/${rideId}/appeals`, request),
  appeals: () => client.get<AppealList>('/v1/me/appeals'),
})
