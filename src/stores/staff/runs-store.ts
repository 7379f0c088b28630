import type { Run, RunList, RunState } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiFailure } from '../../api'
import type { StaffApi } from '../../api/resources/staff'
import { RemoteValue } from '../remote'
import type { StaffSessionStore } from './staff-session-store'

/** The queue of runs in one state; further pages are fetched as she comes near their place. Nothing of it stays on the device. */
export class RunsStore {
  private chosen: RunState | undefined
  readonly first: RemoteValue<RunList>
  /** The pages after the first. */
  private further: readonly RunList[] = []
  /** Why the page after the last one did not come. */
  moreFailure: ApiFailure | undefined
  private fetching: string | undefined

  constructor(
    private readonly api: Pick<StaffApi, 'runs'>,
    private readonly session: StaffSessionStore,
  ) {
    this.first = new RemoteValue(() => api.runs({ state: this.state }))
    makeAutoObservable<this, 'api' | 'session' | 'fetching' | 'further'>(this, {
      api: false,
      session: false,
      first: false,
      fetching: false,
      further: observableRef,
      moreFailure: observableRef,
    })
  }

  /** What waits for her comes first: the centre verifies, the others put their names to what is verified. */
  get state(): RunState {
    return this.chosen ?? (this.session.staff?.role === 'centre' ? 'reported' : 'verified')
  }

  get list(): readonly Run[] {
    return [this.first.shown, ...this.further].flatMap((page) => page?.items ?? [])
  }

  async load(): Promise<void> {
    if (await this.first.load()) this.setFurther([])
  }

  async choose(state: RunState): Promise<void> {
    this.chosen = state
    this.first.forget()
    this.setFurther([])
    await this.load()
  }

  /** Fetches the page after the last one, once however often it is asked for. */
  async loadMore(): Promise<void> {
    const cursor = (this.further[this.further.length - 1] ?? this.first.shown)?.nextCursor
    if (!cursor || this.fetching === cursor) return
    this.fetching = cursor
    this.setMoreFailure(undefined)
    const result = await this.api.runs({ state: this.state, cursor })
    // Another state was chosen, or the queue was read anew, while the page was on its way.
    if (this.fetching !== cursor) return
    this.fetching = undefined
    if (result.ok) this.setFurther([...this.further, result.value])
    else this.setMoreFailure(result.failure)
  }

  forget(): void {
    this.chosen = undefined
    this.first.forget()
    this.setFurther([])
  }

  private setFurther(further: readonly RunList[]): void {
    this.further = further
    this.fetching = undefined
    this.moreFailure = undefined
  }

  private setMoreFailure(failure: ApiFailure | undefined): void {
    this.moreFailure = failure
  }
}
