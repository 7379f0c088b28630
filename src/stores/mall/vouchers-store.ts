import type { Voucher, VoucherList } from '#contract'
import type { ApiResult, WriteOptions } from '../../api'
import type { VoucherApi } from '../../api/resources/vouchers'
import { Intentions } from '../intentions'
import type { LastKnown } from '../last-known'
import { RemoteValue } from '../remote'
import { VoucherPages } from './voucher-pages'
import { Watched } from './watched'

interface VouchersParts {
  readonly api: VoucherApi
  readonly lastKnown: LastKnown
  readonly now: () => Date
  /** Her points have moved. */
  readonly onPointsMoved: () => Promise<unknown>
  /** A voucher nothing is known of yet is likely opened to be shown: its code is asked for along with it. */
  readonly prepareCode: (voucherId: string) => Promise<unknown>
}

/** Her vouchers: from holding goods to the stub that is left. */
export class VouchersStore {
  /** The first page: every voucher she can use, and what ended last. */
  readonly list: RemoteValue<VoucherList>
  readonly all: VoucherPages
  /** The one whose page is open: it may be redeemed under her eyes. */
  readonly one: Watched<Voucher>
  private readonly intentions = new Intentions()
  /** When the holds this phone saw begin end by its own clock, in ms. */
  private readonly holdEnds = new Map<string, number>()

  private readonly api: VoucherApi
  private readonly now: () => Date
  private readonly onPointsMoved: () => Promise<unknown>

  constructor({ api, lastKnown, now, onPointsMoved, prepareCode }: VouchersParts) {
    this.api = api
    this.now = now
    this.onPointsMoved = onPointsMoved
    const kept = lastKnown.of<VoucherList>('vouchers')
    this.list = new RemoteValue(() => api.list(), kept)
    this.all = new VoucherPages(this.list, api)
    this.one = new Watched({
      fetch: async (voucherId) => {
        const isFirstLook = this.one.value.shown === undefined
        const [voucher] = await Promise.all([api.detail(voucherId), isFirstLook && prepareCode(voucherId)])
        return voucher
      },
      kept: (voucherId) => ({
        recall: () => kept.recall()?.items.find((voucher) => voucher.voucherId === voucherId),
        keep: (voucher) => {
          const { items = [], nextCursor = null } = kept.recall() ?? {}
          kept.keep({ items: withVoucher(items, voucher), nextCursor })
        },
      }),
      isFinal: (voucher) => this.isFinal(voucher),
    })
  }

  /** Nothing can become of it any more: a shop may take back what it used, for a while. */
  private isFinal({ state, endedAt }: Voucher): boolean {
    if (state === 'held' || state === 'issued') return false
    return state !== 'redeemed' || this.now().getTime() - Date.parse(endedAt ?? '') > UNDO_MS_MAX
  }

  /** Goods she holds already and has not decided about. */
  heldOf(goodsId: string): Voucher | undefined {
    return this.list.shown?.items.find(
      (voucher) => voucher.state === 'held' && voucher.goods.goodsId === goodsId && !isOfPartner(voucher),
    )
  }

  /** Points of all she holds and has not decided about. */
  get keptPoints(): number {
    const held = (this.list.shown?.items ?? []).filter((one) => one.state === 'held' && !isOfPartner(one))
    return held.reduce((sum, { pricePoints }) => sum + pricePoints, 0)
  }

  /**
   * Keeps goods and points for her while she decides; what she holds already is held on. Asked again after no answer it is the same
   * hold, unless that has ended meanwhile.
   */
  async hold(goodsId: string): Promise<ApiResult<Voucher>> {
    await this.list.load()
    const held = this.heldOf(goodsId)
    if (held) {
      this.intentions.settle(['hold', goodsId])
      await this.onPointsMoved()
      return { ok: true, value: held }
    }
    const hold = () =>
      this.act(['hold', goodsId], (options) => this.api.take({ goodsId, step: 'hold' }, options))
    const first = await hold()
    const result = first.ok && first.value.state !== 'held' ? await hold() : first
    if (result.ok) this.noteEnd(result.value)
    return result
  }

  /** What the list says of it has ended, on whichever phone and whatever this one's clock says. */
  isLetGo(voucherId: string): boolean {
    return (
      this.list.shown?.items.some((one) => one.voucherId === voucherId && one.state === 'released') ?? false
    )
  }

  /** The time is over: points and goods go back at once and not when somebody sweeps. True when they are back. */
  async letGo(voucherId: string): Promise<boolean> {
    const result = await this.act(['let-go', voucherId], (options) => this.api.refund(voucherId, options))
    return result.ok && result.value.state === 'released'
  }

  /** Whole minutes begun; 0 when it is over, undefined for a hold this phone did not see begin. */
  minutesLeft(voucherId: string): number | undefined {
    const endsAt = this.holdEnds.get(voucherId)
    return endsAt === undefined
      ? undefined
      : Math.max(0, Math.ceil((endsAt - this.now().getTime()) / MINUTE_MS))
  }

  /** Her last word; said again after no answer it is the same voucher. */
  confirm(voucherId: string): Promise<ApiResult<Voucher>> {
    return this.act(['confirm', voucherId], (options) => this.api.confirm(voucherId, options))
  }

  /** Gives it back: exactly what it took returns to the lots it came from. */
  refund(voucherId: string): Promise<ApiResult<Voucher>> {
    return this.act(['refund', voucherId], (options) => this.api.refund(voucherId, options))
  }

  /** Has it sent there; what was said first counts. */
  send(voucherId: string, recipient: string): Promise<ApiResult<Voucher>> {
    return this.act(['send', voucherId], () => this.api.send(voucherId, { recipient }))
  }

  /** The phone's clock may be wrong, so only the length of the hold is taken from the service. */
  private noteEnd({ voucherId, heldAt, heldUntil }: Voucher): void {
    if (heldUntil === null) return
    this.holdEnds.set(voucherId, this.now().getTime() + Date.parse(heldUntil) - Date.parse(heldAt))
  }

  private async act(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<Voucher>>,
  ): Promise<ApiResult<Voucher>> {
    const result = await this.intentions.carryOut(act, send)
    if (result.ok && result.value.voucherId === this.one.id) this.one.value.put(result.value)
    if (result.ok) await Promise.all([this.list.load(), this.onPointsMoved()])
    return result
  }
}

/** Approved for a partner's order, which uses it: she decides nothing about it here. */
export const isOfPartner = ({ usedBy, goods }: Voucher): boolean => Boolean(usedBy) && goods.kind === 'coupon'

const MINUTE_MS = 60_000
/** A shop has ten minutes; so much more for a phone whose clock is wrong, and for an answer that is late. */
const UNDO_MS_MAX = 30 * MINUTE_MS

/** The same list with this voucher as it is now; a new one stands first. */
const withVoucher = (items: readonly Voucher[], voucher: Voucher): Voucher[] =>
  items.some(({ voucherId }) => voucherId === voucher.voucherId)
    ? items.map((item) => (item.voucherId === voucher.voucherId ? voucher : item))
    : [voucher, ...items]
