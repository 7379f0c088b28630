import type { CityDay } from '#domain/calendar'

/** What the host's server tells ours about the person behind a ticket. Nothing of it ever comes from the phone. */
export interface Attestation {
  /** The person's id at this host; means nothing outside it. */
  readonly subject: string
  /** Government person id, normalized; null when the host has not verified her real name. */
  readonly personId: string | null
  /** As the host masks it, e.g. 王*梅; null when it has none. */
  readonly maskedName: string | null
  readonly birthDay: CityDay | null
  /** Home district, for the district bureaus' figures; null when the host does not know it. */
  readonly district: string | null
  /** Government person ids of the guardians the host has registered for this person. */
  readonly guardianPersonIds: readonly string[]
}

/**
 * One spelling for one person: hosts differ in width, case (the check character X) and grouping. Without it the same person
 * would have a different blind index at each host. Returns null for nothing but blanks.
 */
export const normalizePersonId = (text: string): string | null => {
  const normalized = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return normalized === '' ? null : normalized
}
