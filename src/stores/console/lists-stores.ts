import type { Exclusion, ExclusionList, ExclusionRequest, Expert, ExpertList, ExpertRequest } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { StaffListsApi } from '../../api/resources/staff-lists'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** The exclusion list: all of it, or what it says of one site. */
export class ExclusionsStore {
  site = ''
  readonly list: RemoteValue<ExclusionList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: Pick<StaffListsApi, 'exclusions' | 'enterExclusion' | 'endExclusion'>) {
    this.list = new RemoteValue(() => api.exclusions(this.site))
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  async search(site: string): Promise<void> {
    this.site = site.trim()
    this.list.forget()
    await this.list.load()
  }

  enter(entry: ExclusionRequest): Promise<ApiResult<Exclusion>> {
    return this.carryOut(['enter', JSON.stringify(entry)], (options) =>
      this.api.enterExclusion(entry, options),
    )
  }

  end(entryId: string, to: string, reasons: string): Promise<ApiResult<Exclusion>> {
    return this.carryOut(['end', entryId, to, reasons], (options) =>
      this.api.endExclusion(entryId, to, reasons, options),
    )
  }

  forget(): void {
    this.site = ''
    this.list.forget()
  }

  private async carryOut(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<Exclusion>>,
  ): Promise<ApiResult<Exclusion>> {
    const result = await this.intentions.carryOut(act, send)
    if (result.ok || result.failure.kind === 'refused') await this.list.load()
    return result
  }
}

/** The expert pool. */
export class ExpertsStore {
  readonly list: RemoteValue<ExpertList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: Pick<StaffListsApi, 'experts' | 'inviteExpert' | 'dismissExpert'>) {
    this.list = new RemoteValue(() => api.experts())
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  async invite(expert: ExpertRequest): Promise<ApiResult<Expert>> {
    const act = ['invite', JSON.stringify(expert)]
    const result = await this.intentions.carryOut(act, (options) => this.api.inviteExpert(expert, options))
    if (result.ok) await this.list.load()
    return result
  }

  async dismiss(expertId: string): Promise<ApiResult<Expert>> {
    const result = await this.intentions.carryOut(['dismiss', expertId], (options) =>
      this.api.dismissExpert(expertId, options),
    )
    if (result.ok) await this.list.load()
    return result
  }

  forget(): void {
    this.list.forget()
  }
}
