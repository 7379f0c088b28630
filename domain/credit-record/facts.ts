import type { CityMonth } from '#domain/calendar'

import type { LineId, LineSource } from './rules'

/** What speaks for a holder in one city month: milligrams issued or points used. `rides` and `sceneId` where it is of rides. */
export interface Gain {
  readonly source: Exclude<LineSource, 'months'>
  readonly month: CityMonth
  readonly amount: number
  readonly rides?: number
  readonly sceneId?: string
  /** When it was issued or used; null where only its month is known: then it counts as known all along. */
  readonly at: Date | null
}

/** What was taken from a gain later: a ride withdrawn after it was issued, a use of points undone. */
export interface Loss {
  readonly source: Exclude<LineSource, 'months'>
  /** The month of the gain it takes from. */
  readonly month: CityMonth
  readonly amount: number
  readonly at: Date
  readonly cause: 'clawedBack' | 'undone'
}

/** A correction two bodies granted: whole units of one line in one month, more or fewer. */
export interface Adjustment {
  readonly lineId: LineId
  readonly month: CityMonth
  readonly units: number
  readonly at: Date
}

/** All a record is derived from. It keeps no figure of its own. */
export interface CreditFacts {
  readonly gains: readonly Gain[]
  readonly losses: readonly Loss[]
  readonly adjustments: readonly Adjustment[]
}

/** The facts as they stood at a moment: what came later left out, or with `before` what came at the moment too. */
export const factsAt = (
  { gains, losses, adjustments }: CreditFacts,
  moment: Date,
  edge: 'before' | 'until' = 'until',
): CreditFacts => {
  const isKnown = ({ at }: { readonly at: Date | null }): boolean =>
    at === null || (edge === 'until' ? at <= moment : at < moment)
  return {
    gains: gains.filter(isKnown),
    losses: losses.filter(isKnown),
    adjustments: adjustments.filter(isKnown),
  }
}
