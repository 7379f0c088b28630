import type { CreditCorrection, CreditCorrectionList, CreditCorrectionRequest, CreditRecord } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { CreditApi } from '../../api/resources/credit'
import { Intentions } from '../intentions'
import { RemoteValue, type Keepsake } from '../remote'
import { RemotePages } from '../remote-pages'

/** A credit record: what it rests on, how it falls, and what its holder asked to be corrected. */
export class CreditStore {
  readonly record: RemoteValue<CreditRecord>
  readonly corrections: RemotePages<CreditCorrectionList, CreditCorrection, string>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: CreditApi,
    keepsake: Keepsake<CreditRecord>,
  ) {
    this.record = new RemoteValue(() => api.record(), keepsake)
    this.corrections = new RemotePages({
      fetch: (cursor) => api.corrections(cursor),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
    makeAutoObservable<this, 'api' | 'intentions'>(this, {
      api: false,
      intentions: false,
      record: false,
      corrections: false,
    })
  }

  /** Says that a line of a month is wrong; asked again after no answer it is the same request. */
  async ask(request: CreditCorrectionRequest): Promise<ApiResult<CreditCorrection>> {
    const act = ['correct', request.lineId, request.month, request.text]
    const result = await this.intentions.carryOut(act, (options) => this.api.ask(request, options))
    if (result.ok || result.failure.kind === 'refused') await this.corrections.load()
    return result
  }

  forget(): void {
    this.record.forget()
    this.corrections.forget()
  }
}
