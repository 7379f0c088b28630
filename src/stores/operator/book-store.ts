import type { BookBreak, BookBreakPage, Reconciliation } from '#contract'
import type { OperatorDeskApi } from '../../api/resources/operator-desk'
import { RemoteValue } from '../remote'
import { RemotePages } from '../remote-pages'

/** One reconciliation and its breaks. */
export class BookStore {
  readonly book: RemoteValue<Reconciliation>
  readonly breaks: RemotePages<BookBreakPage, BookBreak, number>
  private reconciliationId = ''

  constructor(api: Pick<OperatorDeskApi, 'book' | 'breaks'>) {
    this.book = new RemoteValue(() => api.book(this.reconciliationId))
    this.breaks = new RemotePages({
      fetch: (after) => api.breaks(this.reconciliationId, after),
      itemsOf: ({ items }) => items,
      nextOf: ({ next }) => next,
    })
  }

  /** Fetches the figures and the first breaks, and shows them in one go. */
  async open(reconciliationId: string): Promise<void> {
    if (reconciliationId !== this.reconciliationId) this.forget()
    this.reconciliationId = reconciliationId
    await this.breaks.load(this.book)
  }

  forget(): void {
    this.reconciliationId = ''
    this.book.forget()
    this.breaks.forget()
  }
}
