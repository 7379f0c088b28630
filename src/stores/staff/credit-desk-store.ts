import type {
  CreditGrantRequest,
  CreditRefusalRequest,
  StaffCreditCorrection,
  StaffCreditCorrectionList,
} from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { CreditDeskApi } from '../../api/resources/credit-desk'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** Requests to correct credit records, those that wait first, and her word to them. */
export class CreditDeskStore {
  readonly list: RemoteValue<StaffCreditCorrectionList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: CreditDeskApi) {
    this.list = new RemoteValue(() => api.list())
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  /** Her name under so many units; the second body's makes them count. */
  async grant(correctionId: string, request: CreditGrantRequest): Promise<ApiResult<StaffCreditCorrection>> {
    const act = ['grant', correctionId, String(request.units), request.words]
    const result = await this.intentions.carryOut(act, (options) =>
      this.api.grant(correctionId, request, options),
    )
    return this.after(result)
  }

  async refuse(
    correctionId: string,
    request: CreditRefusalRequest,
  ): Promise<ApiResult<StaffCreditCorrection>> {
    const result = await this.intentions.carryOut(['refuse', correctionId, request.words], (options) =>
      this.api.refuse(correctionId, request, options),
    )
    return this.after(result)
  }

  forget(): void {
    this.list.forget()
  }

  /** What was just answered stays where it stood. */
  private async after(result: ApiResult<StaffCreditCorrection>): Promise<ApiResult<StaffCreditCorrection>> {
    if (result.ok) {
      const { value } = result
      const { items = [], nextCursor = null } = this.list.shown ?? {}
      this.list.put({
        nextCursor,
        items: items.map((one) => (one.correctionId === value.correctionId ? value : one)),
      })
    } else if (result.failure.kind === 'refused') await this.list.load()
    return result
  }
}
