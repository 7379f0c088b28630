import type { CreditPurpose, CreditReading, GivenStatementList } from '#contract'
import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiResult } from '../../api'
import type { GivenStatementsApi } from '../../api/resources/given-statements'
import { RemoteValue } from '../remote'

/** Credit statements given to her institution. What was read stays only while its page is open. */
export class GivenStore {
  readonly list: RemoteValue<GivenStatementList>
  reading: CreditReading | undefined

  constructor(private readonly api: GivenStatementsApi) {
    this.list = new RemoteValue(() => api.list())
    makeAutoObservable<this, 'api'>(this, { api: false, list: false, reading: observableRef })
  }

  async read(statementId: string, purpose: CreditPurpose): Promise<ApiResult<CreditReading>> {
    const result = await this.api.read(statementId, purpose)
    if (result.ok) runInAction(() => (this.reading = result.value))
    // It may have been revoked meanwhile.
    else if (result.failure.kind === 'refused') await this.list.load()
    return result
  }

  close(): void {
    this.reading = undefined
  }

  forget(): void {
    this.close()
    this.list.forget()
  }
}
