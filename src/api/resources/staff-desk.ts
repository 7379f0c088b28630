import type { DeskWaiting, OverdueList, OverdueProjects } from '#contract'
import type { ApiClient } from '../client'

/** What the desk opens with: what waits for whoever asks, and what is late. */
export const staffDeskApi = (client: ApiClient) => ({
  waiting: () => client.get<DeskWaiting>('/v1/staff/desk'),
  overdueReviews: () => client.get<OverdueList>('/v1/staff/overdue-reviews'),
  overdueProjects: () => client.get<OverdueProjects>('/v1/staff/overdue-projects'),
})

export type StaffDeskApi = ReturnType<typeof staffDeskApi>
