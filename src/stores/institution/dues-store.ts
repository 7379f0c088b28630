import type { StatementDue, StatementDueList } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult } from '../../api'
import type { InstitutionMoneyApi } from '../../api/resources/institution-money'
import { Intentions } from '../intentions'
import { RemotePages } from '../remote-pages'
import type { PaymentsStore } from './payments-store'

/** What a sponsor owes merchants, day by day, and what it says it paid. */
export class DuesStore {
  readonly pages: RemotePages<StatementDueList, StatementDue, string>
  /** What was written down as paid just now. */
  latest: StatementDue | undefined
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<InstitutionMoneyApi, 'dues' | 'pay'>,
    private readonly payments: Pick<PaymentsStore, 'load'>,
    private readonly now: () => Date,
  ) {
    this.pages = new RemotePages({
      fetch: (after) => api.dues(after),
      itemsOf: ({ items }) => items,
      nextOf: ({ next }) => next,
    })
    makeAutoObservable<this, 'api' | 'payments' | 'now' | 'intentions'>(this, {
      api: false,
      payments: false,
      now: false,
      pages: false,
      intentions: false,
      latest: observableRef,
    })
  }

  /** Whether its day has passed and there is still something to transfer. */
  isLate({ dueOn, toPayFen }: StatementDue): boolean {
    return toPayFen > 0 && dueOn < cityDayOf(this.now())
  }

  /** Whether more was undone on its day than taken, so that it lessens what other days come to. */
  isDeduction({ fen, paidFen }: StatementDue): boolean {
    return fen < paidFen
  }

  /** The same merchant's day as it was read last. */
  newest(due: StatementDue): StatementDue {
    return this.pages.items.find(({ statementId }) => statementId === due.statementId) ?? due
  }

  async load(): Promise<void> {
    await Promise.all([this.pages.load(), this.payments.load()])
  }

  /** Writes down that all there is to pay of it was paid; asked again after no answer it is the same payment. */
  async pay({ statementId, toPayFen }: StatementDue, reference: string): Promise<ApiResult<StatementDue>> {
    const act = ['pay', statementId, String(toPayFen), reference]
    const result = await this.intentions.carryOut(act, (options) =>
      this.api.pay(statementId, { reference, fen: toPayFen }, options),
    )
    if (result.ok) this.setLatest(result.value)
    // A colleague who was faster, or a newer version of the day, may be why it was refused.
    if (result.ok || result.failure.kind === 'refused') await this.load()
    return result
  }

  forget(): void {
    this.pages.forget()
    this.setLatest(undefined)
  }

  private setLatest(latest: StatementDue | undefined): void {
    this.latest = latest
  }
}
