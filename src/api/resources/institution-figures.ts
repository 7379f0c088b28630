import type {
  Collected,
  RedemptionFigures,
  RedemptionFiguresQuery,
  TurnBackPage,
  TurnBackProgress,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

export const institutionFiguresApi = (client: ApiClient) => ({
  redemptions: (query: RedemptionFiguresQuery) =>
    client.get<RedemptionFigures>('/v1/institution/redemptions', { ...query }),
  collected: () => client.get<Collected>('/v1/institution/collected-points'),
  turnBacks: (cursor?: string) =>
    client.get<TurnBackPage>('/v1/institution/turn-backs', cursor === undefined ? {} : { cursor }),
  /** Goes on where it ended when it is asked again with the same key. */
  turnBack: (options: WriteOptions) =>
    client.post<TurnBackProgress>('/v1/institution/turn-backs', undefined, options),
})

export type InstitutionFiguresApi = ReturnType<typeof institutionFiguresApi>
