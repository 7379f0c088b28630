import type { AppealAnswerRequest, StaffAppeal, StaffAppealList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { StaffApi } from '../../api/resources/staff'
import { RemoteValue } from '../remote'
import { Intentions } from '../intentions'

export type AppealState = StaffAppeal['state']

/** The queue of objections, the most urgent first, and the answers to them. */
export class AppealsStore {
  state: AppealState = 'open'
  readonly list: RemoteValue<StaffAppealList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: Pick<StaffApi, 'appeals' | 'answer'>) {
    this.list = new RemoteValue(() => api.appeals(this.state))
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  async choose(state: AppealState): Promise<void> {
    this.state = state
    this.list.forget()
    await this.list.load()
  }

  find(appealId: string): StaffAppeal | undefined {
    return this.list.shown?.items.find((appeal) => appeal.appealId === appealId)
  }

  /** Answers once and for all; the resident reads it at once. */
  async answer(appealId: string, request: AppealAnswerRequest): Promise<ApiResult<StaffAppeal>> {
    const act = [appealId, request.outcome, request.answer]
    const result = await this.intentions.carryOut(act, (options) =>
      this.api.answer(appealId, request, options),
    )
    if (result.ok) this.amend(result.value)
    // Somebody else may have answered meanwhile.
    else if (result.failure.kind === 'refused') await this.list.load()
    return result
  }

  forget(): void {
    this.state = 'open'
    this.list.forget()
  }

  /** The answered one stays where it was until the queue is read anew, so that its page can show the answer. */
  private amend(answered: StaffAppeal): void {
    const items = this.list.shown?.items ?? []
    this.list.put({ items: items.map((one) => (one.appealId === answered.appealId ? answered : one)) })
  }
}
