import type { Invitation, InvitationRequest, MemberList, Shop, ShopList, ShopRequest } from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** What members change about their institution, over a member's session. */
export const institutionApi = (client: ApiClient) => ({
  members: () => client.get<MemberList>('/v1/institution/members'),
  invite: (request: InvitationRequest, options: WriteOptions) =>
    client.post<Invitation>('/v1/institution/invitations', request, options),
  dismiss: (memberId: string, options: WriteOptions) =>
    client.delete<void>(`/v1/institution/members/${memberId}`, options),
  shops: () => client.get<ShopList>('/v1/institution/shops'),
  openShop: (request: ShopRequest, options: WriteOptions) =>
    client.post<Shop>('/v1/institution/shops', request, options),
  closeShop: (shopId: string, options: WriteOptions) =>
    client.post<Shop>(`/v1/institution/shops/${shopId}/closure`, undefined, options),
})

export type InstitutionApi = ReturnType<typeof institutionApi>
