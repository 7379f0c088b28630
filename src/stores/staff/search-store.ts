import type { SearchHitList, SearchKind, SearchReason } from '#contract'
import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiResult } from '../../api'
import type { SupervisionApi } from '../../api/resources/supervision'

/** What staff look for, and what it led to. Nothing is asked before she taps: every search is written down. */
export class SearchStore {
  kind: SearchKind = 'push'
  value = ''
  /** Whose evidence an account key is from. */
  runId = ''
  why: SearchReason | '' = ''
  hits: SearchHitList | undefined

  constructor(private readonly api: Pick<SupervisionApi, 'search'>) {
    makeAutoObservable<this, 'api'>(this, { api: false, hits: observableRef })
  }

  choose(kind: SearchKind): void {
    this.kind = kind
    this.hits = undefined
  }

  write(part: { value?: string; runId?: string; why?: SearchReason }): void {
    Object.assign(this, part)
  }

  /** An account known by its key of a run, to be looked for once she says why. */
  turnToKey(accountKey: string, runId: string): void {
    this.choose('account')
    this.write({ value: accountKey, runId })
  }

  get isWhole(): boolean {
    const hasRun = this.kind !== 'account' || this.runId.trim() !== ''
    return this.value.trim() !== '' && this.why !== '' && hasRun
  }

  async find(): Promise<ApiResult<SearchHitList> | undefined> {
    const { kind, value, runId, why } = this
    if (!this.isWhole || why === '') return undefined
    const run = kind === 'account' ? { run: runId.trim() } : {}
    const result = await this.api.search({ kind, value: value.trim(), why, ...run })
    runInAction(() => {
      this.hits = result.ok ? result.value : undefined
    })
    return result
  }

  /** Follows a link to what a hit leads to, for the same reason. */
  async follow(kind: SearchKind, value: string): Promise<ApiResult<SearchHitList> | undefined> {
    this.choose(kind)
    this.write({ value })
    return this.find()
  }

  forget(): void {
    this.kind = 'push'
    this.value = ''
    this.runId = ''
    this.why = ''
    this.hits = undefined
  }
}
