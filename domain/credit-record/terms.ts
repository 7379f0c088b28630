import type { CityDay } from '#domain/calendar'

import terms from './data/terms.json'

export type PurposeId = 'greenCredit' | 'honours' | 'tenancy' | 'procurement' | 'other'

/** Terms of corrections and statements, in force from a day on: figures are data with a source. */
export interface CreditTerms {
  /** City days staff have to answer a request for correction. */
  readonly correctionDays: number
  /** How often one line of one month may be heard: the request and its review. */
  readonly hearingsMax: number
  /** Longest period of a statement, in city days. */
  readonly statementDaysMax: number
  /** Statements a holder may have in force at a time. */
  readonly statementsLiveMax: number
  /** How long a code can be read. */
  readonly codeMinutes: number
  readonly purposes: readonly { readonly purposeId: PurposeId; readonly zh: string; readonly en: string }[]
  readonly source: { readonly zh: string; readonly en: string }
}

const TERMS = terms as unknown as readonly (CreditTerms & { readonly validFrom: CityDay })[]

/** The terms in force on a city day. Throws before the first of them, which is before this service reckons. */
export const creditTermsOn = (day: CityDay): CreditTerms => {
  const inForce = TERMS.filter(({ validFrom }) => validFrom <= day).at(-1)
  if (inForce === undefined) throw new RangeError(`no terms of the credit record on ${day}`)
  return inForce
}
