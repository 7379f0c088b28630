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
import { RemotePages } from '../remote-pages'

/** Requests to correct credit records, those that wait first, and her word to them. */
export class CreditDeskStore {
  readonly pages: RemotePages<StaffCreditCorrectionList, StaffCreditCorrection, string>
  private readonly intentions = new Intentions()

  constructor(private readonly api: CreditDeskApi) {
    this.pages = new RemotePages({
      fetch: (cursor) => api.list(cursor),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, pages: false })
  }

  /** Each once, where she saw it first: what was answered meanwhile comes again further down, among the answered. */
  get items(): readonly StaffCreditCorrection[] {
    return [...new Map(this.pages.items.map((one) => [one.correctionId, one])).values()]
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
    this.pages.forget()
  }

  /** What was just answered stays where it stood. */
  private async after(result: ApiResult<StaffCreditCorrection>): Promise<ApiResult<StaffCreditCorrection>> {
    if (result.ok) {
      const { value } = result
      this.pages.amend(({ items, ...page }) => ({
        ...page,
        items: items.map((one) => (one.correctionId === value.correctionId ? value : one)),
      }))
    } else if (result.failure.kind === 'refused') await this.pages.load()
    return result
  }
}
