import { addDays, cityDayOf, endOfCityDay, type CityDay } from '#domain/calendar'

import terms from './review-terms.json'

/** Terms of a review, in force from a day on: figures are data with a source. */
export interface ReviewTerms {
  /** City days the centre has for the formal check, and an expert for an opinion. */
  readonly formalCheckDays: number
  readonly opinionDays: number
  /** How many experts must approve. */
  readonly opinionsNeeded: number
}

/** The terms in force on a city day. Throws before the first of them, which is before this service reckons. */
export const reviewTermsOn = (day: CityDay): ReviewTerms => {
  const inForce = terms.filter(({ validFrom }) => validFrom <= day).pop()
  if (inForce === undefined) throw new RangeError(`no review terms on ${day}`)
  return inForce
}

/** The end of the last city day of a term that begins now. */
export const dueAfter = (now: Date, days: number): Date => endOfCityDay(addDays(cityDayOf(now), days))

/** An expert belongs to the institution that applies or wrote the record: her opinion would be one in her own cause. */
export const isInConflict = (expertCreditCode: string, parties: readonly (string | null)[]): boolean =>
  parties.includes(expertCreditCode)

export type Verdict = 'approve' | 'amend' | 'reject'

/** One expert asked in the present round. `verdict` is null until she has given an opinion. */
export interface PanelSeat {
  /** Recused or replaced by another: she no longer counts. */
  readonly left: boolean
  readonly verdict: Verdict | null
  readonly inConflict: boolean
}

export type PanelVerdict = 'agreed' | 'inConflict' | 'missing' | 'against'

/**
 * What the experts of a round have come to. An opinion given in conflict spoils the round whatever the others say; everybody asked
 * must have answered, and as many approve as the terms need.
 */
export const panelVerdict = (seats: readonly PanelSeat[], opinionsNeeded: number): PanelVerdict => {
  const sitting = seats.filter(({ left }) => !left)
  if (sitting.some(({ inConflict, verdict }) => inConflict && verdict !== null)) return 'inConflict'
  if (sitting.some(({ verdict }) => verdict === 'amend' || verdict === 'reject')) return 'against'
  if (sitting.some(({ verdict }) => verdict === null)) return 'missing'
  return sitting.length >= opinionsNeeded ? 'agreed' : 'missing'
}

/** What an expert says of one round of a proposal. */
export interface Opinion {
  readonly expertId: string
  readonly proposalId: string
  readonly round: number
  /** SHA-256 of the record's canonical text, hex: what she read, to the letter. */
  readonly recordDigest: string
  readonly verdict: Verdict
  /** Her consent to be named in public with this opinion (PIPL Art 25). */
  readonly nameShown: boolean
  readonly text: string
}

/** The text an expert signs, as UTF-8, byte for byte. It names its purpose, so that the signature serves for nothing else. */
export const opinionText = (opinion: Opinion): string =>
  [
    '随碳 Suitan: opinion on a methodology',
    `expert: ${opinion.expertId}`,
    `proposal: ${opinion.proposalId}`,
    `round: ${opinion.round}`,
    `record: ${opinion.recordDigest}`,
    `verdict: ${opinion.verdict}`,
    `name shown: ${opinion.nameShown ? 'yes' : 'no'}`,
    '',
    opinion.text,
  ].join('\n')
