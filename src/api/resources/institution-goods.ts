import type {
  GoodsBudgetRequest,
  GoodsPartners,
  GoodsRequest,
  GoodsStockRequest,
  OwnGoods,
  OwnGoodsList,
  Picture,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const goods = (goodsId: string) => `/v1/institution/goods/${goodsId}`

/** Acts take their key from the caller: one that got no answer is asked again as the same act. */
export const institutionGoodsApi = (client: ApiClient) => ({
  list: () => client.get<OwnGoodsList>('/v1/institution/goods'),
  partners: () => client.get<GoodsPartners>('/v1/institution/partners'),
  offer: (request: GoodsRequest, options: WriteOptions) =>
    client.post<OwnGoods>('/v1/institution/goods', request, options),
  setStock: (goodsId: string, request: GoodsStockRequest, options: WriteOptions) =>
    client.put<OwnGoods>(`${goods(goodsId)}/stock`, request, options),
  setBudget: (goodsId: string, request: GoodsBudgetRequest, options: WriteOptions) =>
    client.put<OwnGoods>(`${goods(goodsId)}/budget`, request, options),
  /** The same picture sent again is kept once. */
  sendPicture: (bytes: Uint8Array, type: string) =>
    client.upload<Picture>('/v1/institution/pictures', bytes, type),
  setPicture: (goodsId: string, request: Picture, options: WriteOptions) =>
    client.put<OwnGoods>(`${goods(goodsId)}/picture`, request, options),
  withdraw: (goodsId: string, options: WriteOptions) =>
    client.post<OwnGoods>(`${goods(goodsId)}/withdrawal`, undefined, options),
})

export type InstitutionGoodsApi = ReturnType<typeof institutionGoodsApi>
