import type { OwnGoods, OwnGoodsList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { InstitutionGoodsApi } from '../../api/resources/institution-goods'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'
import { goodsStateOf, type GoodsState } from './goods-state'

/** Goods chosen by what is to be done about them. */
export type GoodsFilter = 'all' | 'onSale' | 'toDo' | 'over'

const FILTERS: Readonly<Record<GoodsFilter, readonly GoodsState[]>> = {
  all: [
    'notAgreed',
    'noBudget',
    'budgetShort',
    'soldOut',
    'budgetUsedUp',
    'onSale',
    'notYet',
    'ended',
    'withdrawn',
  ],
  onSale: ['onSale', 'notYet'],
  toDo: ['notAgreed', 'noBudget', 'budgetShort', 'soldOut', 'budgetUsedUp'],
  over: ['ended', 'withdrawn'],
}

/** The goods an institution lists or pays for. The service decides; its answer takes the place of what was shown. */
export class GoodsStore {
  filter: GoodsFilter = 'all'
  readonly list: RemoteValue<OwnGoodsList>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Omit<InstitutionGoodsApi, 'partners' | 'offer' | 'sendPicture'>,
    private readonly now: () => Date,
  ) {
    this.list = new RemoteValue(() => api.list())
    makeAutoObservable<this, 'api' | 'now' | 'intentions'>(this, {
      api: false,
      now: false,
      intentions: false,
      list: false,
    })
  }

  /** Those of the filter: what something can be done about first, each lot with the newest first. */
  get shown(): readonly OwnGoods[] {
    const order = FILTERS[this.filter]
    const place = (goods: OwnGoods) => order.indexOf(this.stateOf(goods))
    return (this.list.shown?.items ?? [])
      .filter((goods) => place(goods) >= 0)
      .sort((one, other) => place(one) - place(other))
  }

  /** How many there are of each filter. */
  count(filter: GoodsFilter): number {
    return (this.list.shown?.items ?? []).filter((goods) => FILTERS[filter].includes(this.stateOf(goods)))
      .length
  }

  stateOf(goods: OwnGoods): GoodsState {
    return goodsStateOf(goods, this.now())
  }

  find(goodsId: string): OwnGoods | undefined {
    return this.list.shown?.items.find((goods) => goods.goodsId === goodsId)
  }

  choose(filter: GoodsFilter): void {
    this.filter = filter
  }

  /** `stockTotal`: with those already taken. */
  setStock(goodsId: string, stockTotal: number): Promise<ApiResult<OwnGoods>> {
    return this.carryOut(['stock', goodsId, String(stockTotal)], (options) =>
      this.api.setStock(goodsId, { stockTotal }, options),
    )
  }

  /** `budgetFen`: with what is already spent. */
  setBudget(goodsId: string, budgetFen: number): Promise<ApiResult<OwnGoods>> {
    return this.carryOut(['budget', goodsId, String(budgetFen)], (options) =>
      this.api.setBudget(goodsId, { budgetFen }, options),
    )
  }

  /** `pictureDigest`: of a picture the service has. */
  setPicture(goodsId: string, pictureDigest: string): Promise<ApiResult<OwnGoods>> {
    return this.carryOut(['picture', goodsId, pictureDigest], (options) =>
      this.api.setPicture(goodsId, { pictureDigest }, options),
    )
  }

  /** Takes goods off the shelf for good; vouchers of them stay good. */
  withdraw(goodsId: string): Promise<ApiResult<OwnGoods>> {
    return this.carryOut(['withdraw', goodsId], (options) => this.api.withdraw(goodsId, options))
  }

  forget(): void {
    this.filter = 'all'
    this.list.forget()
  }

  /** Shows goods as they are now; new ones stand before the others. */
  take(changed: OwnGoods): void {
    const items = this.list.shown?.items ?? []
    const isNew = !items.some(({ goodsId }) => goodsId === changed.goodsId)
    const kept = items.map((one) => (one.goodsId === changed.goodsId ? changed : one))
    this.list.put({ items: isNew ? [changed, ...kept] : kept })
  }

  private async carryOut(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<OwnGoods>>,
  ): Promise<ApiResult<OwnGoods>> {
    const result = await this.intentions.carryOut(act, send)
    if (result.ok) this.take(result.value)
    // A sale meanwhile may be why it was refused.
    else if (result.failure.kind === 'refused') await this.list.load()
    return result
  }
}
