import type {
  FoundSubject,
  Suspension,
  SuspensionList,
  SuspensionRequest,
  SuspensionSubject,
} from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { SupervisionApi } from '../../api/resources/supervision'
import { Intentions } from '../intentions'
import { RemotePages } from '../remote-pages'

export type SuspensionState = 'open' | 'ended'

/** What is stopped, and what was. */
export class SuspensionsStore {
  state: SuspensionState = 'open'
  readonly pages: RemotePages<SuspensionList, Suspension, string>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<SupervisionApi, 'suspensions' | 'suspensionSubject' | 'suspend' | 'resume'>,
  ) {
    this.pages = new RemotePages({
      fetch: (cursor) => api.suspensions({ state: this.state, ...(cursor === undefined ? {} : { cursor }) }),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, pages: false })
  }

  async choose(state: SuspensionState): Promise<void> {
    this.state = state
    this.pages.forget()
    await this.pages.load()
  }

  /** Who or what the id is of; the look is written down. */
  find(kind: SuspensionSubject['kind'], id: string): Promise<ApiResult<FoundSubject>> {
    return this.api.suspensionSubject(kind, id)
  }

  async suspend(request: SuspensionRequest): Promise<ApiResult<Suspension>> {
    const result = await this.intentions.carryOut(['suspend', JSON.stringify(request)], (options) =>
      this.api.suspend(request, options),
    )
    if (result.ok) await this.choose('open')
    return result
  }

  /** By another person than who stopped it; the service sees to that. */
  async resume(suspensionId: string, reasons: string): Promise<ApiResult<Suspension>> {
    const result = await this.intentions.carryOut(['resume', suspensionId, reasons], (options) =>
      this.api.resume(suspensionId, { reasons }, options),
    )
    await this.pages.load()
    return result
  }

  forget(): void {
    this.state = 'open'
    this.pages.forget()
  }
}
