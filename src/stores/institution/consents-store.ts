import type { GoodsConsent, GoodsConsentList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { GoodsConsentsApi } from '../../api/resources/goods-consents'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** Goods other institutions list that name this one, and its answers. What was just answered stays where it stood. */
export class ConsentsStore {
  readonly list: RemoteValue<GoodsConsentList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: GoodsConsentsApi) {
    this.list = new RemoteValue(() => api.list())
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  /** How many wait for an answer. */
  get waiting(): number {
    return (this.list.shown?.items ?? []).filter(({ isAgreed }) => isAgreed === null).length
  }

  /** A no after a yes ends their sale; vouchers that are out stay good. */
  async answer(goodsId: string, isAgreed: boolean): Promise<ApiResult<GoodsConsent>> {
    const result = await this.intentions.carryOut(['answer', goodsId, String(isAgreed)], (options) =>
      this.api.answer(goodsId, isAgreed, options),
    )
    if (result.ok) {
      const items = this.list.shown?.items ?? []
      this.list.put({ items: items.map((one) => (one.goodsId === goodsId ? result.value : one)) })
      // Withdrawn meanwhile.
    } else if (result.failure.kind === 'refused') await this.list.load()
    return result
  }

  forget(): void {
    this.list.forget()
  }
}
