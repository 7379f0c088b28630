import type { DeskWaiting, OverdueList, OverdueProjects } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { StaffDeskApi } from '../../api/resources/staff-desk'
import { loadTogether, RemoteValue } from '../remote'
import type { StaffSessionStore } from './staff-session-store'

export type Waiting = DeskWaiting['items'][number]

/** What waits for her today, and what is late. A district reads no reviews: for it nothing is late but its objections. */
export class DeskStore {
  readonly waiting: RemoteValue<DeskWaiting>
  readonly overdueReviews: RemoteValue<OverdueList>
  readonly overdueProjects: RemoteValue<OverdueProjects>

  constructor(
    api: StaffDeskApi,
    private readonly session: StaffSessionStore,
  ) {
    this.waiting = new RemoteValue(() => api.waiting())
    this.overdueReviews = new RemoteValue(() => api.overdueReviews())
    this.overdueProjects = new RemoteValue(() => api.overdueProjects())
    makeAutoObservable<this, 'session'>(this, {
      session: false,
      waiting: false,
      overdueReviews: false,
      overdueProjects: false,
    })
  }

  load(): Promise<void> {
    if (this.session.staff?.role === 'district') return loadTogether(this.waiting)
    return loadTogether(this.waiting, this.overdueReviews, this.overdueProjects)
  }

  forget(): void {
    this.waiting.forget()
    this.overdueReviews.forget()
    this.overdueProjects.forget()
  }
}
