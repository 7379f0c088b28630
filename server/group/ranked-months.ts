import type { RankedMonth, RankingBoard } from '#contract'
import type { Queryable } from '#server/platform/index'

/** Months a person reads of a district or group at once: the running one, the one before and the one before that. */
const MONTHS_SHOWN = 3

export interface MonthRow {
  month: string
  reckoned_at: Date
  is_open: boolean
  people: bigint
  sum_milligrams: bigint
  average_milligrams: bigint
  sum_place: number | null
  average_place: number | null
  placed: bigint
}

/** Select list and tables of a MonthRow; months of one board and subject, the latest first. Look-ups by key, whatever the city holds. */
export const selectMonths = (
  sql: Queryable,
  {
    board,
    subject,
    membershipId = null,
  }: { board: RankingBoard; subject: string; membershipId?: string | null },
) => sql<(MonthRow & { own_milligrams: bigint })[]>`
  SELECT to_char(month.city_month, 'YYYY-MM') AS month, month.reckoned_at, month.closed_at IS NULL AS is_open, place.people,
    place.sum_milligrams, place.average_milligrams, place.sum_place, place.average_place, coalesce(board.placed, 0) AS placed,
    coalesce((SELECT milligrams FROM group_share AS own
      WHERE own.membership_id = ${membershipId}::uuid AND own.city_month = month.city_month), 0) AS own_milligrams
  FROM ranking_month AS month
  JOIN ranking_place AS place ON place.city_month = month.city_month AND place.board = ${board} AND place.subject = ${subject}
  LEFT JOIN ranking_board AS board ON board.city_month = month.city_month AND board.board = ${board}
  ORDER BY month.city_month DESC LIMIT ${MONTHS_SHOWN}`

/** A month as people read it: nothing of it where it has no place, for too few people saved something. */
export const presentMonth = (row: MonthRow): RankedMonth => {
  const isTold = row.average_place !== null
  return {
    month: row.month,
    isProvisional: row.is_open,
    reckonedAt: row.reckoned_at.toISOString(),
    people: isTold ? Number(row.people) : null,
    sumMilligrams: isTold ? String(row.sum_milligrams) : null,
    averageMilligrams: isTold ? Number(row.average_milligrams) : null,
    averagePlace: row.average_place,
    sumPlace: row.sum_place,
    placed: Number(row.placed),
  }
}
