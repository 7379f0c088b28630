import type { CityDay } from '#domain/calendar'

/** Whether a suspension may be ended by this person: it has not ended, and she is not who began it (two people). */
export const decideResumption = (
  { suspendedBy, hasEnded }: { readonly suspendedBy: string; readonly hasEnded: boolean },
  by: string,
): 'resume' | 'suspension.ended' | 'suspension.other-person-needed' => {
  if (hasEnded) return 'suspension.ended'
  return suspendedBy === by ? 'suspension.other-person-needed' : 'resume'
}

/** A last day may be today and not before; none at all is until somebody lets it go on. */
export const isDayAhead = (until: CityDay | null, today: CityDay): boolean => until === null || until >= today
