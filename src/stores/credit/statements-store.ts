import type {
  CreditCodeShown,
  CreditStatement,
  CreditStatementDetail,
  CreditStatementList,
  CreditStatementRequest,
  InstitutionName,
} from '#contract'
import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiResult } from '../../api'
import type { CreditApi } from '../../api/resources/credit'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** Statements of a record: one at a time is looked at, and shown to somebody by a code. */
export class StatementsStore {
  readonly list: RemoteValue<CreditStatementList>
  statementId = ''
  readonly one: RemoteValue<CreditStatementDetail>
  /** The code on show; none while she shows none. */
  code: CreditCodeShown | undefined
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: CreditApi,
    private readonly now: () => Date,
  ) {
    this.list = new RemoteValue(() => api.statements())
    this.one = new RemoteValue(() => api.statement(this.statementId))
    makeAutoObservable<this, 'api' | 'now' | 'intentions'>(this, {
      api: false,
      now: false,
      intentions: false,
      list: false,
      one: false,
      code: observableRef,
    })
  }

  async open(statementId: string): Promise<void> {
    if (statementId !== this.statementId) this.turnTo(statementId)
    if (this.code && new Date(this.code.endsAt) <= this.now()) this.code = undefined
    await this.one.load()
  }

  /** Whose code it is, read before anything is signed for it. */
  find(creditCode: string): Promise<ApiResult<InstitutionName>> {
    return this.api.institution(creditCode)
  }

  /** Has the record signed for one reader; asked again after no answer it is the same statement. */
  make(request: CreditStatementRequest): Promise<ApiResult<CreditStatement>> {
    return this.intentions.carryOut(['make', JSON.stringify(request)], (options) =>
      this.api.make(request, options),
    )
  }

  /** A code for whoever stands before her. The one before is worth nothing from now on. */
  async show(): Promise<ApiResult<CreditCodeShown>> {
    const { statementId } = this
    const result = await this.api.code(statementId)
    if (statementId !== this.statementId) return result
    if (result.ok) runInAction(() => (this.code = result.value))
    else if (result.failure.kind === 'refused') await this.one.load()
    return result
  }

  /** Nothing is shown any more; whether it was read stands in the log. */
  async hide(): Promise<void> {
    this.code = undefined
    await this.one.load()
  }

  async revoke(): Promise<ApiResult<CreditStatementDetail>> {
    const { statementId } = this
    const result = await this.intentions.carryOut(['revoke', statementId], (options) =>
      this.api.revoke(statementId, options),
    )
    if (result.ok && statementId === this.statementId) {
      runInAction(() => (this.code = undefined))
      this.one.put(result.value)
    }
    return result
  }

  forget(): void {
    this.list.forget()
    this.turnTo('')
  }

  private turnTo(statementId: string): void {
    this.statementId = statementId
    this.code = undefined
    this.one.forget()
  }
}
