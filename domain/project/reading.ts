import type { CityDay } from '#domain/calendar'

import type { ProjectMethodology } from './project-methodology'
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

/** Why a reading is not taken; undefined when it is. A day counts when it is over, and only from the first working day to the term's end. */
export const readingFaultOf = (
  methodology: ProjectMethodology,
  project: MeteredProject,
  reading: Reading,
  today: CityDay,
): ReadingFault | undefined => {
  const { meterNo, day, quantity } = reading
  const meter = project.meters.find((one) => one.meterNo === meterNo && one.measure === reading.measure)
  const measure = methodology.measures.find((one) => one.measure === reading.measure)
  if (meter === undefined || measure === undefined) return 'reading.meter-unknown'
  const termEnd = termEndOf(methodology, project.startDay)
  if (day < project.startDay || day >= today || (termEnd !== null && day >= termEnd))
    return 'reading.day-outside'
  const { unitsPerSizeUnitDayMax } = measure
  if (unitsPerSizeUnitDayMax !== null && quantity > project.size * unitsPerSizeUnitDayMax)
    return 'reading.implausible'
  const isReported = project.reported.some(({ from, to }) => from <= day && day < to)
  return isReported ? 'reading.period-reported' : undefined
}

/** The line of a reading in the canonical list of a report, whose SHA-256 is signed: five fields, one blank between them, one line feed. */
export const readingLine = ({ meterNo, measure, day, revision, quantity }: Reading): string =>
  `${meterNo} ${measure} ${day} ${revision} ${quantity}\n`
