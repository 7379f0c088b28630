import type { RefreshRequest, Session, SessionRequest } from '#contract'
import type { ApiClient } from '../client'

/** Takes a client without authority: these calls bring the token that the others carry. */
export const sessionApi = (client: ApiClient) => ({
  open: (request: SessionRequest) => client.post<Session>('/v1/sessions', request),
  refresh: (request: RefreshRequest) => client.post<Session>('/v1/sessions/refresh', request),
})

export type SessionApi = ReturnType<typeof sessionApi>
