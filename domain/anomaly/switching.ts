import type { CityDay } from '#domain/calendar'

/** Offices whose people switch a rule on and off; two of them must agree, because a rule that is off hides what one would have seen. */
export const SWITCHING_OFFICES = ['centre', 'exchange', 'bureau'] as const
type Office = (typeof SWITCHING_OFFICES)[number]

/** One person's name under switching a rule on or off from a city day; `dryRunId` is what she has seen, null for switching off. */
export interface SwitchName {
  readonly staffId: string
  readonly office: Office
  readonly day: CityDay
  readonly dryRunId: string | null
}

export type SwitchOutcome = 'one' | 'agreed' | 'anomaly.second-person-needed' | 'anomaly.second-office-needed'

/**
 * What one more name does: `agreed` when the last word of another person of another office was the same day and the same dry run. Nobody
 * counts twice, not even after changing office, and no office does; whoever names something else takes back what she named before.
 */
export const addSwitchName = (before: readonly SwitchName[], next: SwitchName): SwitchOutcome => {
  const last = new Map(before.map((name) => [name.staffId, name]))
  const isAlike = ({ day, dryRunId }: SwitchName): boolean => day === next.day && dryRunId === next.dryRunId
  const own = last.get(next.staffId)
  if (own !== undefined && isAlike(own)) return 'anomaly.second-person-needed'
  last.delete(next.staffId)
  const alike = [...last.values()].filter(isAlike)
  if (alike.some(({ office }) => office !== next.office)) return 'agreed'
  return alike.length > 0 ? 'anomaly.second-office-needed' : 'one'
}

/** Drafted, waiting for its day, labelling rides of that day and after, or over. */
export type RuleState = 'draft' | 'awaited' | 'inForce' | 'ended'

/** Where a rule stands on a city day; `to` is the first day it is no longer in force. A rule that ended before it began was never in force. */
export const ruleStateOn = (
  { from, to }: { readonly from: CityDay | null; readonly to: CityDay | null },
  day: CityDay,
): RuleState => {
  if (from === null) return 'draft'
  if (to !== null && (day >= to || to <= from)) return 'ended'
  return day < from ? 'awaited' : 'inForce'
}
