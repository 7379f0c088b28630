import type { InstrumentList, LinkInstrumentsRequest, LinkOutcomeList } from '#contract'
import type { ApiClient } from '../client'

export const instrumentApi = (client: ApiClient) => ({
  list: () => client.get<InstrumentList>('/v1/me/instruments'),
  link: (request: LinkInstrumentsRequest) => client.post<LinkOutcomeList>('/v1/me/instruments', request),
  /** Takes over a card that the host attests as hers now; its former owner keeps the rides made until then. */
  claim: (request: LinkInstrumentsRequest) =>
    client.post<LinkOutcomeList>('/v1/me/instruments/claims', request),
  unlink: (instrumentId: string) => client.delete<void>(`/v1/me/instruments/${instrumentId}`),
})
