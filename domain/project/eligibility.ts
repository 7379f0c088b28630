import { addYears, type CityDay } from '#domain/calendar'
import { exclusionsAgainst, type ExcludingScheme, type ExclusionEntry, type SiteKey } from '#domain/exclusion'

import type { ProjectMethodology } from './project-methodology'

/** Days a report speaks of: from `from` on, before `to`. */
export interface Period {
  readonly from: CityDay
  readonly to: CityDay
}

/** What an applicant says of a project, as far as the rules ask. */
export interface ProjectClaim {
  /** In the unit of the methodology's size: watts. */
  readonly size: number
  /** The day it began to work: grid connection. */
  readonly startDay: CityDay
  readonly siteKeys: readonly SiteKey[]
  /** The scheme it says it takes part in already; null for none. */
  readonly otherScheme: string | null
}

export type Ineligibility =
  | 'project.size-exceeded'
  | 'project.term-over'
  | 'project.site-unnamed'
  | 'project.site-in-ets'
  | 'project.site-in-ccer'
  | 'project.in-other-scheme'

const BY_SCHEME = {
  ets: 'project.site-in-ets',
  ccer: 'project.site-in-ccer',
  other: 'project.in-other-scheme',
} as const satisfies Record<ExcludingScheme, Ineligibility>

/** First day on which an installation is credited no more; null without limit. */
export const termEndOf = ({ term }: Pick<ProjectMethodology, 'term'>, startDay: CityDay): CityDay | null =>
  term === null ? null : addYears(startDay, term.years)

/**
 * Why a project may not be credited for a period; undefined when it may. Asked at application, when it is approved and each time it is
 * issued, always in this order: size, term, site, other schemes. Source: the methodology's own record.
 */
export const ineligibilityOf = (
  methodology: ProjectMethodology,
  claim: ProjectClaim,
  period: Period,
  entries: readonly ExclusionEntry[],
): Ineligibility | undefined => {
  const { size, siteKeyKind, excludedSchemes } = methodology
  if (size.max !== null && claim.size > size.max) return 'project.size-exceeded'
  const termEnd = termEndOf(methodology, claim.startDay)
  if (period.from < claim.startDay || (termEnd !== null && period.to > termEnd)) return 'project.term-over'
  if (!claim.siteKeys.some(({ kind }) => kind === siteKeyKind)) return 'project.site-unnamed'
  const [against] = exclusionsAgainst(entries, claim.siteKeys, period).filter(({ scheme }) =>
    excludedSchemes.includes(scheme),
  )
  if (against !== undefined) return BY_SCHEME[against.scheme]
  const isElsewhere = claim.otherScheme !== null && excludedSchemes.includes('other')
  return isElsewhere ? 'project.in-other-scheme' : undefined
}

export type PeriodFault = 'project.period-open' | 'project.period-invalid'

/** A report speaks of at most a year, so that its readings fit a review. Our own figure. */
export const PERIOD_DAYS_MAX = 366

/** Why a period cannot be reported: it is not over, it is empty or too long, or it does not come after the one before. */
export const periodFaultOf = (
  period: Period,
  known: { readonly today: CityDay; readonly reportedUntil: CityDay | null; readonly days: number },
): PeriodFault | undefined => {
  const isOrdered = period.from < period.to && known.days <= PERIOD_DAYS_MAX
  if (!isOrdered || (known.reportedUntil !== null && period.from < known.reportedUntil))
    return 'project.period-invalid'
  return period.to > known.today ? 'project.period-open' : undefined
}
