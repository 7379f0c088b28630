import type { FraudAnswerRequest, StaffFraudReport, StaffFraudReportList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { SupervisionApi } from '../../api/resources/supervision'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

export type FraudQueueState = 'open' | 'answered'

/** The queue of reports, and one of them at a time. */
export class FraudStore {
  state: FraudQueueState = 'open'
  reportId = ''
  readonly list: RemoteValue<StaffFraudReportList>
  readonly one: RemoteValue<StaffFraudReport>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<SupervisionApi, 'fraudReports' | 'fraudReport' | 'look' | 'answerFraud'>,
  ) {
    this.list = new RemoteValue(() => api.fraudReports(this.state))
    this.one = new RemoteValue(() => api.fraudReport(this.reportId))
    makeAutoObservable<this, 'api' | 'intentions'>(this, {
      api: false,
      intentions: false,
      list: false,
      one: false,
    })
  }

  async choose(state: FraudQueueState): Promise<void> {
    this.state = state
    this.list.forget()
    await this.list.load()
  }

  async open(reportId: string): Promise<void> {
    if (reportId !== this.reportId) {
      this.reportId = reportId
      this.one.forget()
    }
    await this.one.load()
  }

  /** Says that somebody looks into it: whoever follows the number reads that. */
  look(): Promise<ApiResult<StaffFraudReport>> {
    return this.carryOut(['look'], this.api.look)
  }

  answer(request: FraudAnswerRequest): Promise<ApiResult<StaffFraudReport>> {
    return this.carryOut(['answer', request.outcome, request.answer], (reportId, options) =>
      this.api.answerFraud(reportId, request, options),
    )
  }

  forget(): void {
    this.state = 'open'
    this.reportId = ''
    this.list.forget()
    this.one.forget()
  }

  private async carryOut(
    act: readonly string[],
    send: (reportId: string, options: WriteOptions) => Promise<ApiResult<StaffFraudReport>>,
  ): Promise<ApiResult<StaffFraudReport>> {
    const { reportId } = this
    const result = await this.intentions.carryOut([reportId, ...act], (options) => send(reportId, options))
    if (reportId !== this.reportId) return result
    if (result.ok) this.one.put(result.value)
    else if (result.failure.kind === 'refused') await this.one.load()
    return result
  }
}
