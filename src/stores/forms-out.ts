import type { VoucherList } from '#contract'
import { makeAutoObservable } from 'mobx'
import { voucherApi } from '../api/resources/vouchers'
import type { Stores } from './create-stores'
import { RemoteValue } from './remote'

/** Her vouchers a till without network may have taken: what they took is settled only when its shop had time to tell. */
export class FormsOut {
  /** The first page: every voucher she can use. */
  readonly vouchers: RemoteValue<VoucherList>

  constructor({ client }: Pick<Stores, 'client'>) {
    this.vouchers = new RemoteValue(() => voucherApi(client).list())
    makeAutoObservable(this, { vouchers: false })
  }

  private get out() {
    return (this.vouchers.shown?.items ?? []).flatMap(({ formOutUntil, pricePoints }) =>
      formOutUntil === null ? [] : [{ formOutUntil, pricePoints }],
    )
  }

  get points(): number {
    return this.out.reduce((sum, { pricePoints }) => sum + pricePoints, 0)
  }

  /** When the last of them is settled; undefined while there is none. */
  get until(): string | undefined {
    const untils = this.out.map(({ formOutUntil }) => formOutUntil)
    return untils.sort((one, other) => Date.parse(other) - Date.parse(one))[0]
  }
}
