import type { Ranking, RankingBoard, RankingQuery } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { districtOf } from '#domain/district'
import { groupTermsOn } from '#domain/group'
import { encodeId } from '#domain/id'
import type { Dependencies, Queryable } from '#server/platform/index'

type Row = Ranking['rows'][number]

interface PlaceRow {
  subject: string
  name_zh: string | null
  name_en: string | null
  people: bigint
  sum_milligrams: bigint
  average_milligrams: bigint
  place: number
}

interface BoardRow {
  city_month: string
  month: string
  reckoned_at: Date
  is_open: boolean
  placed: bigint
  withheld: bigint
}

/** A board of a month, by average unless asked by sum: its first rows, hers where she is further down, and what is withheld. */
export const readRanking = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  accountId: string,
  { board, by = 'average', month }: RankingQuery & { board: RankingBoard },
): Promise<Ranking> => {
  const { boardMax, peopleMin } = groupTermsOn(cityDayOf(clock.now()))
  const months = await sql<BoardRow[]>`
    SELECT city_month::text, to_char(city_month, 'YYYY-MM') AS month, reckoned_at, closed_at IS NULL AS is_open,
      coalesce(placed, 0) AS placed, coalesce(withheld, 0) AS withheld
    FROM ranking_month LEFT JOIN (SELECT * FROM ranking_board WHERE board = ${board}) AS kept USING (city_month)
    ORDER BY city_month DESC LIMIT 13`
  const asked = month === undefined ? months[0] : months.find((one) => one.month === month)
  const own = await ownSubject(sql, accountId, board)
  const rows = asked === undefined ? [] : await selectPlaces(sql, { ...asked, board, by, limit: boardMax })
  const hers = rows.find(({ subject }) => subject === own)
  const further =
    asked === undefined || own === null || hers !== undefined
      ? undefined
      : (await selectPlaces(sql, { ...asked, board, by, limit: 1, subject: own }))[0]
  return {
    ...{ board, by, month: asked?.month ?? null, isProvisional: asked?.is_open ?? true },
    reckonedAt: asked?.reckoned_at.toISOString() ?? null,
    rows: rows.map((row) => present(board, row, own)),
    own: further === undefined ? null : present(board, further, own),
    placed: Number(asked?.placed ?? 0),
    withheld: Number(asked?.withheld ?? 0),
    peopleMin,
    months: months.filter((one, n) => n === 0 || one.placed + one.withheld > 0n).map((one) => one.month),
  }
}

const ownSubject = async (sql: Queryable, accountId: string, board: RankingBoard): Promise<string | null> => {
  const [row] =
    board === 'district'
      ? await sql<{ subject: string }[]>`
          SELECT district AS subject FROM district_choice WHERE account_id = ${accountId} AND ended_at IS NULL`
      : await sql<{ subject: string }[]>`
          SELECT group_id::text AS subject FROM group_membership
          WHERE account_id = ${accountId} AND kind = ${board} AND left_at IS NULL`
  return row?.subject ?? null
}

const selectPlaces = (
  sql: Queryable,
  asked: {
    readonly city_month: string
    readonly board: RankingBoard
    readonly by: 'average' | 'sum'
    readonly limit: number
    readonly subject?: string
  },
): Promise<PlaceRow[]> => {
  const place = asked.by === 'sum' ? sql`sum_place` : sql`average_place`
  const named = asked.board === 'district' ? sql`` : sql`LEFT JOIN resident_group ON group_id = subject::uuid`
  const names = asked.board === 'district' ? sql`NULL AS name_zh, NULL AS name_en` : sql`name_zh, name_en`
  return sql<PlaceRow[]>`
    SELECT subject, ${names}, people, sum_milligrams, average_milligrams, ${place} AS place
    FROM ranking_place ${named}
    WHERE city_month = ${asked.city_month}::date AND board = ${asked.board} AND ${place} IS NOT NULL
      AND (${asked.subject ?? null}::text IS NULL OR subject = ${asked.subject ?? null})
    ORDER BY ${place}, subject LIMIT ${asked.limit}`
}

const present = (board: RankingBoard, row: PlaceRow, own: string | null): Row => {
  const name =
    board === 'district'
      ? districtOf(row.subject)?.name
      : { zh: row.name_zh ?? row.subject, en: row.name_en ?? row.subject }
  return {
    subject: board === 'district' ? row.subject : encodeId('grp', row.subject),
    name: name ?? { zh: row.subject, en: row.subject },
    people: Number(row.people),
    sumMilligrams: String(row.sum_milligrams),
    averageMilligrams: Number(row.average_milligrams),
    place: row.place,
    isOwn: row.subject === own,
  }
}
