import type { GroupRequest, OpenedGroup, OpenedGroupList } from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const GROUPS = '/v1/institution/groups'

/** Groups her institution opened. Acts take their key from the caller: one that got no answer is asked again as the same act. */
export const openedGroupsApi = (client: ApiClient) => ({
  list: () => client.get<OpenedGroupList>(GROUPS),
  open: (request: GroupRequest, options: WriteOptions) => client.post<OpenedGroup>(GROUPS, request, options),
  renewCode: (groupId: string, options: WriteOptions) =>
    client.post<OpenedGroup>(`${GROUPS}/${groupId}/code`, undefined, options),
  close: (groupId: string, options: WriteOptions) =>
    client.post<OpenedGroup>(`${GROUPS}/${groupId}/closure`, undefined, options),
})

export type OpenedGroupsApi = ReturnType<typeof openedGroupsApi>
