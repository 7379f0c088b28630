import type {
  ExpertReviewList,
  ExpertSession,
  OpinionRequest,
  StaffChallenge,
  StaffSessionRequest,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** What an expert is asked, and her two answers. Acts take their key from the caller. */
export const expertApi = (client: ApiClient) => ({
  reviews: () => client.get<ExpertReviewList>('/v1/expert/reviews'),
  recuse: (proposalId: string, reason: string, options: WriteOptions) =>
    client.post<undefined>(`/v1/expert/reviews/${proposalId}/recusal`, { reason }, options),
  opine: (proposalId: string, opinion: OpinionRequest, options: WriteOptions) =>
    client.post<undefined>(`/v1/expert/reviews/${proposalId}/opinion`, { ...opinion }, options),
})

export type ExpertApi = ReturnType<typeof expertApi>

/** Takes a client without authority: these calls bring the token that the others carry. */
export const expertSessionApi = (client: ApiClient) => ({
  challenge: (expertId: string) => client.post<StaffChallenge>('/v1/experts/challenges', { expertId }),
  open: (request: StaffSessionRequest) => client.post<ExpertSession>('/v1/experts/sessions', request),
})

export type ExpertSessionApi = ReturnType<typeof expertSessionApi>
