import type {
  CityCodeRequest,
  CityCodeVerification,
  Closure,
  ClosureRequest,
  DataReadList,
  GuardianCode,
  Guardianship,
  GuardianshipList,
  GuardianshipRequest,
  Me,
  Notice,
  OpenAccountRequest,
  SchemeTotals,
} from '#contract'
import type { Json } from '../../host'
import type { ApiClient } from '../client'

export const accountApi = (client: ApiClient) => ({
  me: () => client.get<Me>('/v1/me'),
  notice: () => client.get<Notice>('/v1/notice'),
  totals: () => client.get<SchemeTotals>('/v1/scheme/totals'),
  open: (request: OpenAccountRequest) => client.post<Me>('/v1/me/account', request),
  close: (request: ClosureRequest) => client.post<Closure>('/v1/me/closure', request),
  guardianCode: () => client.post<GuardianCode>('/v1/me/guardian-codes'),
  guard: (request: GuardianshipRequest) => client.post<Guardianship>('/v1/me/guardianships', request),
  guardianships: () => client.get<GuardianshipList>('/v1/me/guardianships'),
  withdrawGuardianship: (guardianshipId: string) =>
    client.delete<void>(`/v1/me/guardianships/${guardianshipId}`),
  allowGroups: (guardianshipId: string) =>
    client.put<Guardianship>(`/v1/me/guardianships/${guardianshipId}/groups`),
  forbidGroups: (guardianshipId: string) =>
    client.delete<Guardianship>(`/v1/me/guardianships/${guardianshipId}/groups`),
  presentCityCode: (request: CityCodeRequest) =>
    client.post<CityCodeVerification>('/v1/me/city-code', request),
  reads: () => client.get<DataReadList>('/v1/me/reads'),
  /** Everything held about her, as one JSON document. */
  export: () => client.get<Json>('/v1/me/export'),
})
