import type { DeskWaiting, OverdueList, OverdueProjects } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { StaffDeskApi } from '../../api/resources/staff-desk'
import { loadTogether, RemoteValue } from '../remote'
import type { StaffSessionStore } from './staff-session-store'

export type Waiting = DeskWaiting['items'][number]

/** Counts older than this are looked up again when a page is shown. */
const COUNTS_STALE_MS = 60_000

/** What waits for her today, and what is late. A district reads no reviews: for it nothing is late but its objections. */
export class DeskStore {
  readonly waiting: RemoteValue<DeskWaiting>
  readonly overdueReviews: RemoteValue<OverdueList>
  readonly overdueProjects: RemoteValue<OverdueProjects>
  private countedAt = 0

  constructor(
    api: StaffDeskApi,
    private readonly session: StaffSessionStore,
    private readonly now: () => Date,
  ) {
    this.waiting = new RemoteValue(() => {
      this.countedAt = this.now().getTime()
      return api.waiting()
    })
    this.overdueReviews = new RemoteValue(() => api.overdueReviews())
    this.overdueProjects = new RemoteValue(() => api.overdueProjects())
    makeAutoObservable<this, 'session' | 'now' | 'countedAt'>(this, {
      session: false,
      now: false,
      countedAt: false,
      waiting: false,
      overdueReviews: false,
      overdueProjects: false,
    })
  }

  load(): Promise<void> {
    if (this.session.staff?.role === 'district') return loadTogether(this.waiting)
    return loadTogether(this.waiting, this.overdueReviews, this.overdueProjects)
  }

  /** Counts again what was counted: she has done something, and it stands beside every page. */
  async recount(): Promise<void> {
    if (this.waiting.shown !== undefined) await this.waiting.load()
  }

  /** The same where the last count was a while ago: others work, too. */
  async freshen(): Promise<void> {
    if (this.now().getTime() - this.countedAt >= COUNTS_STALE_MS) await this.recount()
  }

  forget(): void {
    this.waiting.forget()
    this.overdueReviews.forget()
    this.overdueProjects.forget()
  }
}
