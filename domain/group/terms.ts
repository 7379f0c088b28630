import {
  addDays,
  addMonths,
  firstDayOf,
  startOfCityDay,
  type CityDay,
  type CityMonth,
} from '#domain/calendar'

import terms from './group-terms.json'

/** A group 团体 people join: a school, a street, a company. */
export type GroupKind = 'school' | 'street' | 'company'
export type GroupOpener = 'school' | 'institution' | 'office'
/** What is ranked: districts, and groups of each kind among themselves. */
export type RankingBoard = 'district' | GroupKind

interface Words {
  readonly zh: string
  readonly en: string
}

/** Rules of groups and ranking, in force from a day on: figures are data with a source. */
export interface GroupTerms {
  /** Who opens groups of a kind: members of a registered school, of any institution, or staff of centre and bureau. */
  readonly kinds: readonly { readonly kind: GroupKind; readonly openedBy: GroupOpener }[]
  readonly groupsPerOpenerMax: number
  /** Below so many people with something issued there is no place and no sum. */
  readonly peopleMin: number
  /** City day of the next month on which a month is closed; what is issued of it later counts in no ranking. */
  readonly monthClosesOnDay: number
  /** Rows of the list of nicknames inside a group, and of a board. */
  readonly topMax: number
  readonly boardMax: number
  /** After so many months nothing leads from a past membership to its person. */
  readonly unlinkedAfterMonths: number
  /** What a person agrees to when she joins, and its version. */
  readonly consent: { readonly version: string; readonly paragraphs: readonly Words[] }
}

/** The terms in force on a city day. Throws before the first of them, which is before this service reckons. */
export const groupTermsOn = (day: CityDay): GroupTerms => {
  const inForce = terms.filter(({ validFrom }) => validFrom <= day).at(-1)
  if (inForce === undefined) throw new RangeError(`no terms for groups on ${day}`)
  return inForce as GroupTerms & { validFrom: string }
}

/** The instant a month ends: who joined by then was one of its people. */
export const endOfMonth = (month: CityMonth): Date => startOfCityDay(firstDayOf(addMonths(month, 1)))

/** First city day on which a month may be closed, by the terms of its last day. */
export const monthClosesOn = (month: CityMonth): CityDay => {
  const next = firstDayOf(addMonths(month, 1))
  return addDays(next, groupTermsOn(addDays(next, -1)).monthClosesOnDay - 1)
}
