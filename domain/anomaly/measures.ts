/** From boarding to alighting, epoch milliseconds; of a ride of which only the boarding is known both are that. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/**
 * Whole millimetres a second on average, floored; the time under way is rounded up to whole seconds and at least one, so that both
 * roundings speak for the ride. In SQL: `ride_speed`.
 */
export const speedMillimetersPerSecond = (distanceMeters: number, { from, to }: TimeSpan): number =>
  Math.floor((distanceMeters * 1_000) / Math.max(1, Math.ceil((to - from) / 1_000)))

/** Whether one person would have been in two rides at once: what touches only at an end does not count. */
export const areTogether = (one: TimeSpan, other: TimeSpan): boolean =>
  one.from < other.to && other.from < one.to

/**
 * Whole seconds two rides have in common, floored; zero for those that have none. A boarding alone has no length: it counts as deep in the
 * other ride as the nearer end of that is away. Two boardings alone have nothing in common. In SQL: `ride_seconds_together`.
 */
export const secondsTogether = (one: TimeSpan, other: TimeSpan): number => {
  if (!areTogether(one, other)) return 0
  const hasPoint = one.from === one.to || other.from === other.to
  const milliseconds = hasPoint
    ? Math.min(Math.abs(one.from - other.from), Math.abs(one.to - other.to))
    : Math.min(one.to, other.to) - Math.max(one.from, other.from)
  return Math.floor(milliseconds / 1_000)
}

/** How far metres are from a median, in thousandths of it, floored. In SQL: `ride_permille_off`. */
export const permilleOff = (distanceMeters: number, medianMeters: number): number =>
  Math.floor((Math.abs(distanceMeters - medianMeters) * 1_000) / medianMeters)

/** A ride is labelled when what was measured is beyond the threshold, and not at it. */
export const isBeyond = (measured: number, threshold: number): boolean => measured > threshold
