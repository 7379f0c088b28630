import type { CityDay } from '#domain/calendar'

import type { Measure, ProjectMethodology } from './project-methodology'
import { termEndOf, type Period } from './eligibility'

/** What one meter counted on one city day, in the unit of its measure. A higher revision takes the place of a lower one. */
export interface Reading {
  readonly meterNo: string
  readonly measure: string
  readonly day: CityDay
  readonly quantity: number
  readonly revision: number
}

export type ReadingFault =
  'reading.meter-unknown' | 'reading.day-outside' | 'reading.implausible' | 'reading.period-reported'

/** What a project says of itself, as far as a reading is judged by it. */
export interface MeteredProject {
  readonly size: number
  readonly startDay: CityDay
  readonly meters: readonly { readonly meterNo: string; readonly measure: string }[]
  /** Periods that were handed in and not sent back. */
  readonly reported: readonly Period[]
}

/** What was counted of a reading's measure on its day so far: by its own meter, and by all others of the project together. */
export interface CountedDay {
  readonly own: number
  readonly others: number
}

/** Why a reading is not taken; undefined when it is. A day counts when it is over, and only from the first working day to the term's end. */
export const readingFaultOf = (
  methodology: ProjectMethodology,
  project: MeteredProject,
  reading: Reading,
  { today, counted }: { readonly today: CityDay; readonly counted: CountedDay },
): ReadingFault | undefined => {
  const { meterNo, day, quantity } = reading
  const meter = project.meters.find((one) => one.meterNo === meterNo && one.measure === reading.measure)
  const measure = methodology.measures.find((one) => one.measure === reading.measure)
  if (meter === undefined || measure === undefined) return 'reading.meter-unknown'
  const termEnd = termEndOf(methodology, project.startDay)
  if (day < project.startDay || day >= today || (termEnd !== null && day >= termEnd))
    return 'reading.day-outside'
  if (isImplausible(quantity, counted, dayMaxOf(measure, project.size))) return 'reading.implausible'
  const isReported = project.reported.some(({ from, to }) => from <= day && day < to)
  return isReported ? 'reading.period-reported' : undefined
}

/** What an installation of this size can yield of a measure on a day, all its meters together; null without limit. */
const dayMaxOf = ({ unitsPerSizeUnitDayMax: max }: Measure, size: number): number | null =>
  max === null ? null : size * max

/** Less than a meter said before is taken of a day that stands too high, so that it can be mended meter by meter. */
const isImplausible = (quantity: number, { own, others }: CountedDay, dayMax: number | null): boolean =>
  dayMax !== null && (quantity > dayMax || (quantity > own && others + quantity > dayMax))

/**
 * The first day on which the meters of one measure together counted more than an installation of this size can yield; undefined where
 * none did. `readings`: one a meter, measure and day.
 */
export const implausibleDayOf = (
  { measures }: Pick<ProjectMethodology, 'measures'>,
  size: number,
  readings: readonly Reading[],
): CityDay | undefined =>
  measures
    .flatMap((measure) => {
      const dayMax = dayMaxOf(measure, size)
      if (dayMax === null) return []
      const sums = daySums(readings.filter((one) => one.measure === measure.measure))
      return [...sums].flatMap(([day, sum]) => (sum > dayMax ? [day] : []))
    })
    .sort()[0]

const daySums = (readings: readonly Reading[]): ReadonlyMap<CityDay, number> => {
  const sums = new Map<CityDay, number>()
  for (const { day, quantity } of readings) sums.set(day, (sums.get(day) ?? 0) + quantity)
  return sums
}

/** The line of a reading in the canonical list of a report, whose SHA-256 is signed: five fields, one blank between them, one line feed. */
export const readingLine = ({ meterNo, measure, day, revision, quantity }: Reading): string =>
  `${meterNo} ${measure} ${day} ${revision} ${quantity}\n`
