import type { Redemption, Today, TodayShop, TodayTake } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { TillApi } from '../../api/resources/tills'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'
import type { TillStore } from './till-store'

/** What her shops took today by whatever way, what is owed for it, and the way to take one back. */
export class TodayStore {
  /** The one shop she looks at; undefined: all she works in. */
  shopId: string | undefined
  readonly list: RemoteValue<Today>
  private readonly intentions = new Intentions()
  /** How far the service's clock was ahead of this device's. */
  private clockAheadMs = 0

  constructor(
    private readonly api: Pick<TillApi, 'today' | 'undo'>,
    private readonly tills: Pick<TillStore, 'tillIn'>,
    private readonly now: () => Date,
  ) {
    this.list = new RemoteValue<Today>(() => this.fetch())
    makeAutoObservable<this, 'api' | 'tills' | 'now' | 'clockAheadMs' | 'intentions'>(this, {
      api: false,
      tills: false,
      now: false,
      clockAheadMs: false,
      intentions: false,
      list: false,
    })
  }

  /** Named on the page: the one she chose, or her only one; undefined while all of several are shown. */
  get shop(): TodayShop | undefined {
    const { shops = [] } = this.list.shown ?? {}
    return shops.length === 1 ? shops[0] : shops.find(({ shopId }) => shopId === this.shopId)
  }

  /** Whether its shop may still take it back. */
  mayUndo({ undoneAt, undoTo }: TodayTake): boolean {
    return (
      undoneAt === null && undoTo !== null && this.now().getTime() + this.clockAheadMs < Date.parse(undoTo)
    )
  }

  async choose(shopId: string | undefined): Promise<void> {
    this.shopId = shopId
    await this.list.load()
    // A shop that is not hers any more is no choice.
    const { remote } = this.list
    if (shopId !== undefined && remote.state === 'failed' && remote.failure.kind === 'refused')
      await this.choose(undefined)
  }

  /** At a till of the shop that took it, which this device becomes where it was none. */
  async undo({ shopId, voucherId }: TodayTake): Promise<ApiResult<Redemption>> {
    const till = await this.tills.tillIn(shopId)
    if (!till.ok) return till
    const result = await this.intentions.carryOut(['undo', voucherId], (options) =>
      this.api.undo(till.value.tillId, voucherId, options),
    )
    if (result.ok || result.failure.kind === 'refused') await this.list.load()
    return result
  }

  private async fetch(): Promise<ApiResult<Today>> {
    const result = await this.api.today(this.shopId)
    if (result.ok) this.clockAheadMs = Date.parse(result.value.at) - this.now().getTime()
    return result
  }

  forget(): void {
    this.shopId = undefined
    this.list.forget()
  }
}
