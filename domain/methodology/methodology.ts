import { milligrams, type Meters, type Milligrams } from '#domain/measure'
import type { CityDay } from '#domain/calendar'

/** Text in both languages of the product. */
export interface Words {
  readonly zh: string
  readonly en: string
}

/** What a ride is multiplied with. A factor is a whole number: 97 g/km is 97,000 µg/m; a boarding is counted in mg. */
export type Formula =
  | { readonly kind: 'perMetre'; readonly microgramsPerMeter: number }
  | { readonly kind: 'perBoarding'; readonly milligramsPerBoarding: number }

export interface Factor {
  readonly name: Words
  readonly value: string
  readonly unit: string
  readonly source: string
}

/** Confidence of a figure: C read in the official text, S two second-hand sources agree, A analogue, D our own design. */
export type Confidence = 'C' | 'S' | 'A' | 'D'

/** One version of a methodology 方法学: the whole record, as data. A disabled one says why and has no formula. */
export interface Methodology {
  readonly code: string
  readonly version: number
  readonly schemeId: string
  readonly sceneId: string
  readonly class: string
  readonly name: Words
  readonly status: 'published' | 'disabled' | 'retired'
  readonly disabledReason: Words | null
  readonly validFrom: CityDay
  readonly validTo: CityDay | null
  readonly applicability: Words
  readonly baseline: Words | null
  readonly formula: Formula | null
  readonly factors: readonly Factor[]
  readonly monitoring: Words
  readonly exclusions: readonly Words[]
  /** Uses the class of this methodology permits: points, sale, offset, donation, surrender. */
  readonly uses: readonly string[]
  readonly source: string
  readonly confidence: Confidence
}

/** What is multiplied: metres for a perMetre formula, one boarding otherwise. */
export interface RideQuantity {
  readonly distanceMeters: Meters | undefined
}

/**
 * The reduction of one ride in milligrams, floored once: fractions of a milligram are never credited. A µg/m factor times
 * metres stays a safe integer up to 9 × 10^15 µg, which the distance limit of a scene keeps far away.
 * Returns `distanceNeeded` when the formula multiplies metres and there are none.
 */
export const quantify = (formula: Formula, ride: RideQuantity): Milligrams | 'distanceNeeded' => {
  switch (formula.kind) {
    case 'perBoarding':
      return milligrams(formula.milligramsPerBoarding)
    case 'perMetre': {
      if (ride.distanceMeters === undefined) return 'distanceNeeded'
      const micrograms = ride.distanceMeters * formula.microgramsPerMeter
      if (!Number.isSafeInteger(micrograms))
        throw new RangeError(`reduction overflows: ${ride.distanceMeters} m`)
      return milligrams(Math.floor(micrograms / 1000))
    }
  }
}

/** Whether a version is in force on a city day: published, from validFrom on, before validTo. */
export const isInForce = (methodology: Methodology, day: CityDay): boolean =>
  methodology.status === 'published' &&
  methodology.validFrom <= day &&
  (methodology.validTo === null || day < methodology.validTo)
