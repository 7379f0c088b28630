import type { GoodsConsent, GoodsConsentList } from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** Goods of others that name the institution, and what it says to them. */
export const goodsConsentsApi = (client: ApiClient) => ({
  list: () => client.get<GoodsConsentList>('/v1/institution/goods-consents'),
  answer: (goodsId: string, isAgreed: boolean, options: WriteOptions) =>
    client.put<GoodsConsent>(`/v1/institution/goods-consents/${goodsId}`, { isAgreed }, options),
})

export type GoodsConsentsApi = ReturnType<typeof goodsConsentsApi>
