import { daysBetween, type CityDay } from '#domain/calendar'

/** City days one dry run looks at, at most. Our own figure: a month holds every weekday four times. */
export const DRY_RUN_DAYS_MAX = 31

/** Labels kept of one rule in one run, those farthest beyond the threshold first; how many there were is counted all the same. Our own figure. */
export const LABELS_KEPT_MAX = 10_000

/** Rides shown as samples of a rule, in a dry run and of a run. Our own figure. */
export const SAMPLES_KEPT = 12

/** Rides two stations must have in the days of a dry run for their median to be compared with. Our own figure. */
export const REFERENCE_RIDES_MIN = 20

/** Whether a dry run may look at these days: all of them over, and no more than a dry run holds. */
export const isDryRunSpan = (span: { from: CityDay; to: CityDay }, today: CityDay): boolean =>
  span.from <= span.to && span.to < today && daysBetween(span.from, span.to) < DRY_RUN_DAYS_MAX
