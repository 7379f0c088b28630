import { addDays, cityDayOf, daysBetween, endOfCityDay, startOfCityDay, type CityDay } from '#domain/calendar'

import { creditTermsOn, type PurposeId } from './terms'

/** What a statement may be read for: one of the published purposes, or another in the holder's own words. */
export interface Purpose {
  readonly purposeId: PurposeId
  /** Set for `other` only. */
  readonly words: string | null
}

/** One purpose in the form in which two are compared: letter width, case and spaces make none different. */
const plain = (words: string | null): string =>
  (words ?? '').normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()

/** Of words there are two characters at least; one emoji is one. */
export const isPurposeWhole = ({ purposeId, words }: Purpose): boolean =>
  purposeId === 'other' ? [...plain(words)].length >= 2 : words === null

export const isSamePurpose = (left: Purpose, right: Purpose): boolean =>
  left.purposeId === right.purposeId && plain(left.words) === plain(right.words)

/** First and last city day on which a statement can be read. */
export interface StatementPeriod {
  readonly from: CityDay
  readonly to: CityDay
}

/** Whether a period may be asked for today: not in the past, and over within as many days as the terms allow, as what is stated ages. */
export const isPeriodAllowed = ({ from, to }: StatementPeriod, today: CityDay): boolean =>
  from >= today && to >= from && daysBetween(today, addDays(to, 1)) <= creditTermsOn(today).statementDaysMax

export interface HeldStatement {
  readonly purpose: Purpose
  readonly period: StatementPeriod
  readonly isRevoked: boolean
}

export type ReadingOutcome = 'read' | 'revoked' | 'outsidePeriod' | 'otherPurpose'

/** What becomes of its reader's asking: read inside purpose and period, and nothing outside them. */
export const judgeReading = (
  { purpose, period, isRevoked }: HeldStatement,
  asked: { readonly purpose: Purpose; readonly now: Date },
): ReadingOutcome => {
  if (isRevoked) return 'revoked'
  const isInside = startOfCityDay(period.from) <= asked.now && asked.now < endOfCityDay(period.to)
  if (!isInside) return 'outsidePeriod'
  return isSamePurpose(purpose, asked.purpose) ? 'read' : 'otherPurpose'
}

/** Where a statement stands for its holder. */
export const statementStateOf = (
  { period, isRevoked }: Omit<HeldStatement, 'purpose'>,
  now: Date,
): 'coming' | 'live' | 'ended' | 'revoked' => {
  if (isRevoked) return 'revoked'
  const today = cityDayOf(now)
  if (today < period.from) return 'coming'
  return today <= period.to ? 'live' : 'ended'
}
