import type { StatementDispute, StatementDisputeList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { InstitutionMoneyApi } from '../../api/resources/institution-money'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** What merchants say is not right about days with a mall operator's goods in them, and what it answers. */
export class DisputesStore {
  readonly list: RemoteValue<StatementDisputeList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: Pick<InstitutionMoneyApi, 'disputes' | 'answer'>) {
    this.list = new RemoteValue(() => api.disputes())
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  /** How many wait for an answer. */
  get waiting(): number {
    return (this.list.shown?.items ?? []).filter(({ state }) => state === 'disputed').length
  }

  find(statementId: string): StatementDispute | undefined {
    return this.list.shown?.items.find((dispute) => dispute.statementId === statementId)
  }

  /** Asked again after no answer it is the same answer. */
  async answer(statementId: string, answer: string): Promise<ApiResult<StatementDispute>> {
    const result = await this.intentions.carryOut(['answer', statementId, answer], (options) =>
      this.api.answer(statementId, { answer }, options),
    )
    // What was answered moves behind what waits; a colleague who was faster may be why it was refused.
    if (result.ok || result.failure.kind === 'refused') await this.list.load()
    return result
  }

  forget(): void {
    this.list.forget()
  }
}
