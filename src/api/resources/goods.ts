import type { GoodsDetail, GoodsList } from '#contract'
import type { ApiClient } from '../client'

export const goodsApi = (client: ApiClient) => ({
  list: () => client.get<GoodsList>('/v1/goods'),
  detail: (goodsId: string) => client.get<GoodsDetail>(`/v1/goods/${goodsId}`),
})

export type GoodsApi = ReturnType<typeof goodsApi>
