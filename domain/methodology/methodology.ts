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

/**
 * A figure as it was published. `baseline`: what a kilometre would emit otherwise; `project`: what it emits this way; `net`: what
 * is credited, the very number of the formula. Where both are published, baseline less project is the net.
 */
export interface Factor {
  readonly role: 'baseline' | 'project' | 'net'
  readonly name: Words
  /** Decimal digits, at most three after the point, in grams of `unit`. */
  readonly value: string
  readonly unit: Words
  readonly source: Words
}

/**
 * What the official outline of a methodology asks for beyond the sum itself. Records published before the platform took
 * applications do not have it.
 */
export interface Outline {
  readonly references: readonly Words[]
  readonly terms: readonly { readonly term: Words; readonly meaning: Words }[]
  readonly boundary: Words
  readonly additionality: Words
  /** Data behind the formula: measured on every ride (`monitored`) or fixed beforehand. */
  readonly parameters: readonly {
    readonly symbol: string
    readonly name: Words
    readonly unit: Words
    readonly source: Words
    readonly monitored: boolean
  }[]
  /** As the author wishes to be named in public; the code of her institution tells experts who are too near. */
  readonly author: { readonly name: Words; readonly creditCode: string | null }
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
  /** How the net figure came about where it was not baseline less project: for people to read, never multiplied with. */
  readonly derivation: Words | null
  readonly monitoring: Words
  readonly exclusions: readonly Words[]
  /** Uses the class of this methodology permits: points, sale, offset, donation, surrender. */
  readonly uses: readonly string[]
  readonly source: Words
  readonly confidence: Confidence
  readonly outline?: Outline
}

/** Baseline and project of a formula, whole numbers in its own unit: µg per metre or mg per boarding. */
export interface FactorParts {
  readonly baseline: number
  readonly project: number
}

/** The two published figures whose difference is the formula's factor; null where only the difference was published. */
export const factorPartsOf = ({ factors }: Pick<Methodology, 'factors'>): FactorParts | null => {
  const valueOf = (role: Factor['role']): string | undefined =>
    factors.find((factor) => factor.role === role)?.value
  const [baseline, project] = [valueOf('baseline'), valueOf('project')]
  if (baseline === undefined || project === undefined) return null
  return { baseline: thousandthsOf(baseline), project: thousandthsOf(project) }
}

/** 46.8 → 46,800: grams per kilometre are milligrams, that is thousandths of a gram, per kilometre, and so µg per metre. */
export const thousandthsOf = (decimal: string): number => {
  const [whole = '', fraction = ''] = decimal.split('.')
  return Number(whole + fraction.padEnd(3, '0'))
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
