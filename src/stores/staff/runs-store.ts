import type { Run, RunList, RunState } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { StaffApi } from '../../api/resources/staff'
import { RemotePages } from '../remote-pages'
import type { StaffSessionStore } from './staff-session-store'

/** The queue of runs in one state; further pages are fetched as she comes near their place. Nothing of it stays on the device. */
export class RunsStore {
  private chosen: RunState | undefined
  readonly pages: RemotePages<RunList, Run, string>

  constructor(
    api: Pick<StaffApi, 'runs'>,
    private readonly session: StaffSessionStore,
  ) {
    this.pages = new RemotePages({
      fetch: (cursor) => api.runs({ state: this.state, ...(cursor === undefined ? {} : { cursor }) }),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
    makeAutoObservable<this, 'session'>(this, { session: false, pages: false })
  }

  /** What waits for her comes first: the centre verifies, the others put their names to what is verified. */
  get state(): RunState {
    return this.chosen ?? (this.session.staff?.role === 'centre' ? 'reported' : 'verified')
  }

  load(): Promise<void> {
    return this.pages.load()
  }

  async choose(state: RunState): Promise<void> {
    this.chosen = state
    this.pages.forget()
    await this.load()
  }

  forget(): void {
    this.chosen = undefined
    this.pages.forget()
  }
}
