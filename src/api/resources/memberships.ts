import type {
  InvitationPreview,
  Membership,
  MembershipList,
  MembershipRequest,
  MemberSession,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** For whom a person may act. Takes the client of her own session, which begins every member's session. */
export const membershipApi = (client: ApiClient) => ({
  list: () => client.get<MembershipList>('/v1/me/memberships'),
  join: (request: MembershipRequest, options: WriteOptions) =>
    client.post<Membership>('/v1/me/memberships', request, options),
  preview: (request: MembershipRequest) =>
    client.post<InvitationPreview>('/v1/me/memberships/preview', request),
  begin: (memberId: string) => client.post<MemberSession>(`/v1/me/memberships/${memberId}/sessions`),
})

export type MembershipApi = ReturnType<typeof membershipApi>
