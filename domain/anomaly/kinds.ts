/** What a rule can look for in rides that count. */
export const ANOMALY_KINDS = [
  'impossibleSpeed',
  'overlap',
  'instrumentTwice',
  'tooManyRides',
  'distanceOff',
] as const
export type AnomalyKind = (typeof ANOMALY_KINDS)[number]

export type AnomalyUnit = 'mm/s' | 's' | 'ride' | 'permille'

interface Measured {
  readonly unit: AnomalyUnit
  /** Least and greatest threshold that says anything. */
  readonly least: number
  readonly greatest: number
}

/**
 * In what each kind is measured: whole millimetres a second on average over the ride; whole seconds two rides of one account have in common,
 * by two instruments (`overlap`) or by one (`instrumentTwice`); rides of one account in one city day; how far the metres are from the
 * operator's own median of the same two stations, in thousandths of that median. Bounds: our own figures; 84,000 mm/s is 302 km/h.
 */
export const ANOMALY_UNITS: Readonly<Record<AnomalyKind, Measured>> = {
  impossibleSpeed: { unit: 'mm/s', least: 1_000, greatest: 84_000 },
  overlap: { unit: 's', least: 1, greatest: 86_400 },
  instrumentTwice: { unit: 's', least: 1, greatest: 86_400 },
  tooManyRides: { unit: 'ride', least: 2, greatest: 200 },
  distanceOff: { unit: 'permille', least: 10, greatest: 10_000 },
}

/** Whether a whole number may be the threshold of a kind, in its unit. */
export const isThreshold = (kind: AnomalyKind, threshold: number): boolean => {
  const { least, greatest } = ANOMALY_UNITS[kind]
  return Number.isSafeInteger(threshold) && threshold >= least && threshold <= greatest
}

/** Whether a kind compares with medians that must have been gathered before. */
export const needsReferences = (kind: AnomalyKind): boolean => kind === 'distanceOff'
