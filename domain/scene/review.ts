import type { CityDay } from '#domain/calendar'

/** The two bodies that review scenes together: the centre 减污降碳中心 and the exchange 环境能源交易所. */
export const SCENE_OFFICES = ['centre', 'exchange'] as const
export type SceneOffice = (typeof SCENE_OFFICES)[number]

/** What one person of one office last said of a round; `until` is the last day she approves, null when she returns it. */
export interface SceneReview {
  readonly office: SceneOffice
  readonly staffId: string
  readonly until: CityDay | null
}

export type ReviewOutcome = 'agreed' | 'one' | 'secondPersonNeeded' | 'secondOfficeNeeded'

/**
 * What an approval adds to what was said before in the round: `agreed` when another person of the other office approves the same last day.
 * Nobody counts for two offices, and an office that said the same already is told to wait for the other.
 */
export const addApproval = (
  before: readonly SceneReview[],
  approval: SceneReview & { readonly until: CityDay },
): ReviewOutcome => {
  const others = before.filter(({ office }) => office !== approval.office)
  if (others.some(({ staffId }) => staffId === approval.staffId)) return 'secondPersonNeeded'
  const own = before.find(({ office }) => office === approval.office)
  if (own?.until === approval.until) return 'secondOfficeNeeded'
  return others.some(({ until }) => until === approval.until) ? 'agreed' : 'one'
}
