import type { GoodsDetail, GoodsList } from '#contract'
import type { GoodsApi } from '../../api/resources/goods'
import type { LastKnown } from '../last-known'
import { RemoteValue } from '../remote'
import { Watched } from './watched'

/** What her points can buy. */
export class GoodsStore {
  readonly list: RemoteValue<GoodsList>
  /** The one whose page is open; others take it meanwhile, so it is looked at again and again. */
  readonly one: Watched<GoodsDetail>

  constructor(
    api: GoodsApi,
    lastKnown: LastKnown,
    /** Address of the platform service without a trailing slash. */
    private readonly baseUrl: string,
  ) {
    this.list = new RemoteValue(() => api.list(), lastKnown.of<GoodsList>('goods'))
    const kept = lastKnown.of<GoodsDetail>('goods-one')
    this.one = new Watched({
      fetch: (goodsId) => api.detail(goodsId),
      kept: (goodsId) => ({
        recall: () => {
          const last = kept.recall()
          return last?.goodsId === goodsId ? last : undefined
        },
        keep: kept.keep,
      }),
      isFinal: ({ isOnSale }) => !isOnSale,
    })
  }

  /** Where its picture is; pictures are named by their digest and never change. */
  pictureUrl(digest: string): string {
    return `${this.baseUrl}/v1/pictures/${digest}`
  }
}
