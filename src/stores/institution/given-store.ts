import type { CreditPurpose, CreditReading, GivenStatementList } from '#contract'
import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiResult } from '../../api'
import type { GivenStatementsApi } from '../../api/resources/given-statements'
import { RemotePages } from '../remote-pages'

/** Credit statements given to her institution. What was read stays only while its page is open. */
export class GivenStore {
  readonly pages: RemotePages<GivenStatementList, GivenStatementList['items'][number], string>
  reading: CreditReading | undefined

  constructor(private readonly api: GivenStatementsApi) {
    this.pages = new RemotePages({
      fetch: (cursor) => api.list(cursor),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
    makeAutoObservable<this, 'api'>(this, { api: false, pages: false, reading: observableRef })
  }

  async read(statementId: string, purpose: CreditPurpose): Promise<ApiResult<CreditReading>> {
    const result = await this.api.read(statementId, purpose)
    if (result.ok) runInAction(() => (this.reading = result.value))
    // It may have been revoked meanwhile.
    else if (result.failure.kind === 'refused') await this.pages.load()
    return result
  }

  close(): void {
    this.reading = undefined
  }

  forget(): void {
    this.close()
    this.pages.forget()
  }
}
