import { addMonths, monthOfDay, type CityDay, type CityMonth } from '#domain/calendar'

import medals from './data/medals.json'
import type { CreditFacts, Gain } from './facts'
import type { HolderKind } from './rules'

type MedalRule =
  | { readonly kind: 'rides' | 'reduction'; readonly sceneId: string | null; readonly min: number }
  | { readonly kind: 'scenes' | 'monthsInARow' | 'pointsUsed' | 'pointsTurnedBack'; readonly min: number }

/** A medal 勋章: dated data with a rule over facts. */
export interface MedalDefinition {
  readonly medalId: string
  readonly holder: HolderKind
  readonly validFrom: CityDay
  readonly validTo: CityDay | null
  readonly rule: MedalRule
  readonly name: { readonly zh: string; readonly en: string }
  readonly words: { readonly zh: string; readonly en: string }
}

export interface Medal extends MedalDefinition {
  /** The city month in which its rule was first met; null while it is not. */
  readonly earnedIn: CityMonth | null
  /** How far its rule is met, never more than `rule.min`. */
  readonly reached: number
}

const MEDALS = medals as unknown as readonly MedalDefinition[]
export const medalDefinitions = (): readonly MedalDefinition[] => MEDALS

/** Every medal of a kind of holder with how far it is reached, from what was gained and not taken back. */
export const medalsOf = (facts: CreditFacts, holder: HolderKind): readonly Medal[] =>
  MEDALS.filter((medal) => medal.holder === holder).map((medal) => {
    const earned = monthsWithin(facts, medal).map(
      (months) => [months.at(-1), countOf(facts, medal.rule, months)] as const,
    )
    const first = earned.find(([, count]) => count >= medal.rule.min)
    const best = earned.reduce((most, [, count]) => Math.max(most, count), 0)
    return { ...medal, earnedIn: first?.[0] ?? null, reached: Math.min(best, medal.rule.min) }
  })

/** The months of a medal's time in which anything was gained, as they grew: the first, the first two, … */
const monthsWithin = ({ gains }: CreditFacts, { validFrom, validTo }: MedalDefinition): CityMonth[][] => {
  const months = [...new Set(gains.map(({ month }) => month))]
    .filter((month) => monthOfDay(validFrom) <= month && (validTo === null || month <= monthOfDay(validTo)))
    .sort()
  return months.map((_, index) => months.slice(0, index + 1))
}

const countOf = (facts: CreditFacts, rule: MedalRule, months: readonly CityMonth[]): number => {
  const within = (parts: readonly { source: string; month: CityMonth; amount: number }[], source: string) =>
    parts
      .filter((one) => one.source === source && months.includes(one.month))
      .reduce((sum, { amount }) => sum + amount, 0)
  const rides = facts.gains.filter((gain) => gain.source === 'rides' && months.includes(gain.month))
  switch (rule.kind) {
    case 'rides':
      return rides.filter(isOfScene(rule.sceneId)).reduce((sum, gain) => sum + (gain.rides ?? 0), 0)
    case 'reduction':
      return rule.sceneId === null
        ? within(facts.gains, 'rides') + within(facts.gains, 'projects') - within(facts.losses, 'rides')
        : rides.filter(isOfScene(rule.sceneId)).reduce((sum, { amount }) => sum + amount, 0)
    case 'scenes':
      return new Set(rides.map(({ sceneId }) => sceneId)).size
    case 'monthsInARow':
      return longestRow(rides.map(({ month }) => month))
    case 'pointsUsed':
    case 'pointsTurnedBack':
      return within(facts.gains, rule.kind) - within(facts.losses, rule.kind)
  }
}

const isOfScene =
  (sceneId: string | null) =>
  (gain: Gain): boolean =>
    sceneId === null || gain.sceneId === sceneId

const longestRow = (months: readonly CityMonth[]): number => {
  const known = new Set(months)
  let longest = 0
  for (const month of known) {
    let length = 1
    while (known.has(addMonths(month, length))) length += 1
    longest = Math.max(longest, length)
  }
  return longest
}
