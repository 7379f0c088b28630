import type {
  DistrictRequest,
  GroupCodeRequest,
  GroupPreview,
  GroupTop,
  JoinGroupRequest,
  MyGroup,
  NicknameRequest,
  Ranking,
  RankingBoard,
  RankingQuery,
  TitleList,
  Together,
  YearList,
  YearReport,
} from '#contract'
import type { ApiClient } from '../client'

export const togetherApi = (client: ApiClient) => ({
  read: () => client.get<Together>('/v1/me/groups'),
  group: (groupId: string) => client.get<GroupTop>(`/v1/me/groups/${groupId}`),
  preview: (request: GroupCodeRequest) => client.post<GroupPreview>('/v1/me/groups/preview', request),
  join: (request: JoinGroupRequest) => client.post<MyGroup>('/v1/me/groups', request),
  leave: (groupId: string) => client.delete<void>(`/v1/me/groups/${groupId}`),
  nickname: (groupId: string, request: NicknameRequest) =>
    client.put<MyGroup>(`/v1/me/groups/${groupId}/nickname`, request),
  chooseDistrict: (request: DistrictRequest) => client.put<Together>('/v1/me/district', request),
  leaveDistrict: () => client.delete<Together>('/v1/me/district'),
  ranking: (board: RankingBoard, query: RankingQuery) =>
    client.get<Ranking>(`/v1/me/rankings/${board}`, query),
  titles: () => client.get<TitleList>('/v1/me/titles'),
  years: () => client.get<YearList>('/v1/me/year-reports'),
  year: (year: number) => client.get<YearReport>(`/v1/me/year-reports/${year}`),
})

export type TogetherApi = ReturnType<typeof togetherApi>
