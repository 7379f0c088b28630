import type { CityDay } from '#domain/calendar'

import tiers from './evidence-tiers.json'

/** A behaviour scene 行为场景 earns points; its reductions are of a class that permits nothing else. */
export type SceneKind = 'reduction' | 'behaviour'

/** The class of methodologies of behaviour scenes. What it permits is dated data like that of any class (`class_use`). */
export const BEHAVIOUR_CLASS = 'behaviour'

/** Whether a methodology of this class may be that of a scene of this kind: behaviour's belongs to behaviour scenes, and they have no other. */
export const isClassOfKind = (kind: SceneKind, methodologyClass: string): boolean =>
  (kind === 'behaviour') === (methodologyClass === BEHAVIOUR_CLASS)

/** How a behaviour is proved, the best first: the operator's record, a photo a person has checked, the resident's word. */
export type EvidenceTier = 'operatorRecord' | 'checkedPhoto' | 'selfDeclaration'

export interface EvidenceCap {
  readonly tier: EvidenceTier
  /** 1 is the best. */
  readonly rank: number
  /** Grams a person may earn a city day by it; null: none was published, so nothing counts by this tier. */
  readonly gramsPerPersonDayMax: number | null
}

/** The tiers in force on a city day, the best first; none before behaviour scenes were introduced. */
export const evidenceTiersOn = (day: CityDay): readonly EvidenceCap[] => {
  const inForce = tiers.filter(({ validFrom }) => validFrom <= day).at(-1)
  return (inForce?.tiers ?? []).map(readTier).sort((left, right) => left.rank - right.rank)
}

/** Whether anything counts by this kind of proof on a day: its cap is known. */
export const isTierOpen = (tier: EvidenceTier, day: CityDay): boolean =>
  evidenceTiersOn(day).some((cap) => cap.tier === tier && cap.gramsPerPersonDayMax !== null)

const TIERS: readonly EvidenceTier[] = ['operatorRecord', 'checkedPhoto', 'selfDeclaration']

const readTier = (cap: (typeof tiers)[number]['tiers'][number]): EvidenceCap => {
  const tier = TIERS.find((known) => known === cap.tier)
  if (tier === undefined) throw new Error(`${cap.tier} is no tier of evidence`)
  return { ...cap, tier }
}
