import type { Entrustment, EntrustmentList, InstitutionName, ReceivedEntrustmentList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { Intentions } from '../intentions'
import { halfWidth } from '../read-whole'
import { loadTogether, RemoteValue } from '../remote'

/** Sites she let institutions apply for, and – of an institution – sites that owners let it apply for. */
export class EntrustmentsStore {
  readonly given: RemoteValue<EntrustmentList>
  readonly received: RemoteValue<ReceivedEntrustmentList>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<
      ApplicationApi,
      'institution' | 'entrustments' | 'received' | 'entrust' | 'endEntrustment'
    >,
    private readonly isInstitution: boolean,
  ) {
    this.given = new RemoteValue(() => api.entrustments())
    this.received = new RemoteValue(() => api.received())
    makeAutoObservable<this, 'api' | 'isInstitution' | 'intentions'>(this, {
      ...{ api: false, isInstitution: false, intentions: false, given: false, received: false },
    })
  }

  async load(): Promise<void> {
    await loadTogether(this.given, ...(this.isInstitution ? [this.received] : []))
  }

  /** Sites it may apply for now. */
  get alive(): ReceivedEntrustmentList['items'] {
    return this.received.shown?.items ?? []
  }

  /** Who it is, read before anything is entrusted; undefined for what cannot be a code. */
  async find(code: string): Promise<ApiResult<InstitutionName> | undefined> {
    const plain = plainCode(code)
    return CREDIT_CODE.test(plain) ? this.api.institution(plain) : undefined
  }

  /** Asked again after no answer it is the same yes. */
  async entrust(institutionId: string, gridAccount: string): Promise<ApiResult<Entrustment>> {
    const siteKey = { kind: 'gridAccount', value: plainCode(gridAccount) } as const
    const act = ['entrust', institutionId, siteKey.value]
    const result = await this.intentions.carryOut(act, (options) =>
      this.api.entrust({ institutionId, siteKey }, options),
    )
    if (result.ok) await this.given.load()
    return result
  }

  forget(): void {
    this.given.forget()
    this.received.forget()
  }

  async end(entrustmentId: string): Promise<ApiResult<Entrustment>> {
    const result = await this.intentions.carryOut(['end', entrustmentId], (options) =>
      this.api.endEntrustment(entrustmentId, options),
    )
    if (result.ok) await this.given.load()
    return result
  }
}

/** 统一社会信用代码, GB 32100-2015. */
const CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/

/** As it is compared: on a plain keyboard, in capitals, without what groups its digits. */
export const plainCode = (text: string): string => halfWidth(text).replace(/[\s-]/g, '').toUpperCase()
