import type { Shop, ShopList, ShopRequest } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { InstitutionApi } from '../../api/resources/institution'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** The institution's shops. */
export class ShopsStore {
  readonly list: RemoteValue<ShopList>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<InstitutionApi, 'shops' | 'openShop' | 'closeShop'>,
    /** Whom she acts for is told anew, with the shops there are now. */
    private readonly onChange: () => Promise<unknown>,
  ) {
    this.list = new RemoteValue(() => api.shops())
    makeAutoObservable<this, 'api' | 'onChange' | 'intentions'>(this, {
      api: false,
      onChange: false,
      intentions: false,
      list: false,
    })
  }

  get open(): readonly Shop[] {
    return (this.list.shown?.items ?? []).filter(({ closedAt }) => closedAt === null)
  }

  openShop(request: ShopRequest): Promise<ApiResult<Shop>> {
    const { name, address } = request
    return this.change(['open', name.zh, name.en, address], (options) => this.api.openShop(request, options))
  }

  /** For good. */
  closeShop(shopId: string): Promise<ApiResult<Shop>> {
    return this.change(['close', shopId], (options) => this.api.closeShop(shopId, options))
  }

  private async change(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<Shop>>,
  ): Promise<ApiResult<Shop>> {
    const result = await this.intentions.carryOut(act, send)
    if (result.ok) await Promise.all([this.list.load(), this.onChange()])
    return result
  }
}
