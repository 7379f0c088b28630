import type { RideDetail } from '#contract'
import { MILLIGRAMS_PER_POINT } from '#domain/points'

import type { JudgedRide } from './judge-rides'

/** What was said when a ride was withdrawn after its window, and where its milligrams came from; all null for any other ride. */
export interface WithdrawalRow {
  readonly withdrawn_at: Date | null
  readonly reason: string | null
  readonly taken_at: Date | null
  readonly free_milligrams: bigint | null
  readonly points_milligrams: bigint | null
  /** Of the shortfall, what no credit has given back yet. */
  readonly open_milligrams: bigint | null
}

/** Why her ride was withdrawn and what that took from her, as she reads it; null for a ride that was merged with another record. */
export const withdrawalOf = ({ state }: JudgedRide, row: WithdrawalRow): RideDetail['withdrawal'] => {
  const { reason, withdrawn_at: at, taken_at: takenAt } = row
  if (state !== 'withdrawn' || reason === null || at === null) return null
  return {
    reason,
    at: at.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    reductionMilligrams: Number(row.free_milligrams ?? 0n),
    points: Number((row.points_milligrams ?? 0n) / MILLIGRAMS_PER_POINT),
    laterMilligrams: Number(row.open_milligrams ?? 0n),
  }
}
