import type { MemberRole } from './powers'

/** An invitation is shown from one screen to another: whoever is meant stands there. */
export const INVITATION_MINUTES = 15

/** The one a mandate leads to is passed on inside a company first. */
export const MANDATE_INVITATION_HOURS = 24

/** A mandate that speaks for longer than this is not taken: keys and people change. */
export const MANDATE_DAYS_MAX = 366

/**
 * For so long colleagues see the name of one who was dismissed: by then the statement of her last day is made, due and disputed, if at all.
 * Our own figure; a name is kept no longer than what it is kept for (PIPL Art 19, 47).
 */
export const MEMBER_NAME_DAYS = 30

/** Whether a member may be dismissed: an institution keeps somebody who can invite others. */
export const decideDismissal = (role: MemberRole, owners: number): 'dismiss' | 'institution.last-owner' =>
  role === 'owner' && owners <= 1 ? 'institution.last-owner' : 'dismiss'
