import type { StatementPayment, StatementPaymentPage } from '#contract'
import type { InstitutionMoneyApi } from '../../api/resources/institution-money'
import { RemotePages } from '../remote-pages'

/** What a sponsor wrote down as paid, the latest first. */
export class PaymentsStore {
  readonly pages: RemotePages<StatementPaymentPage, StatementPayment, string>

  constructor(api: Pick<InstitutionMoneyApi, 'payments'>) {
    this.pages = new RemotePages({
      fetch: (cursor) => api.payments(cursor),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
  }

  load(): Promise<void> {
    return this.pages.load()
  }

  forget(): void {
    this.pages.forget()
  }
}
