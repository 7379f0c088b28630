import type { MemberRole } from './powers'

/** An invitation is shown from one screen to another: whoever is meant stands there. */
export const INVITATION_MINUTES = 15

/** The one a mandate leads to is passed on inside a company first. */
export const MANDATE_INVITATION_HOURS = 24

/** A mandate that speaks for longer than this is not taken: keys and people change. */
export const MANDATE_DAYS_MAX = 366

/** Whether a member may be dismissed: an institution keeps somebody who can invite others. */
export const decideDismissal = (role: MemberRole, owners: number): 'dismiss' | 'institution.last-owner' =>
  role === 'owner' && owners <= 1 ? 'institution.last-owner' : 'dismiss'
