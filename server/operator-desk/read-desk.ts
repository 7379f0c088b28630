import { refusalWords, type OperatorDesk } from '#contract'
import { cityDayOf, startOfCityDay } from '#domain/calendar'
import { deleteOrderDueAt } from '#domain/consent'
import { suspendedIntake } from '#server/intake/index'
import type { Dependencies, Queryable } from '#server/platform/index'

import { intakeDays } from './intake-days'
import type { OperatorNames } from './whose-operator'

/** What came in from an operator today and in thirty days, and what waits for it. */
export const readDesk = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { operatorId, operatorNo }: OperatorNames,
): Promise<OperatorDesk> => {
  const now = clock.now()
  const today = cityDayOf(now)
  const [standing, stopped, days, reasons, runs, deleteOrders] = await Promise.all([
    standingOf(sql, operatorNo),
    suspendedIntake(sql, { operatorId, moment: now }),
    intakeDays(sql, { operatorNo, today }),
    reasonsOf(sql, { operatorNo, since: startOfCityDay(today) }),
    runsOf(sql, operatorNo),
    deleteOrdersOf(sql, { operatorNo, now }),
  ])
  return {
    operatorId,
    operator: { zh: standing.name_zh, en: standing.name_en },
    isSuspended: stopped !== undefined,
    asOf: now.toISOString(),
    lastPushAt: standing.last_push_at?.toISOString() ?? null,
    today: { ...days[days.length - 1]!, ...reasons },
    days,
    runs,
    deleteOrders,
  }
}

interface Standing {
  name_zh: string
  name_en: string
  last_push_at: Date | null
}

const standingOf = async (sql: Queryable, operatorNo: number): Promise<Standing> => {
  const [row] = await sql<Standing[]>`
    SELECT name_zh, name_en,
      (SELECT max(received_at) FROM push WHERE push.operator_no = operator.operator_no) AS last_push_at
    FROM operator WHERE operator_no = ${operatorNo}`
  return row!
}

type Reasons = Pick<OperatorDesk['today'], 'breaks' | 'rejectedBy'>

/** Why rows of pushes received since then were refused, the most frequent first, and how many figures differed from ours. */
const reasonsOf = async (
  sql: Queryable,
  { operatorNo, since }: { readonly operatorNo: number; readonly since: Date },
): Promise<Reasons> => {
  const rows = await sql<{ code: string | null; rows: string; breaks: string }[]>`
    SELECT code, sum(rows) AS rows, sum(breaks) AS breaks FROM push JOIN push_tally USING (operator_no, push_id)
    WHERE operator_no = ${operatorNo} AND received_at >= ${since} GROUP BY code ORDER BY sum(rows) DESC, code`
  const rejectedBy = rows.flatMap(({ code, rows: count }) =>
    code === null ? [] : [{ code, words: refusalWords(code).words, rows: Number(count) }],
  )
  return { breaks: rows.reduce((sum, { breaks }) => sum + Number(breaks), 0), rejectedBy }
}

/** Runs that are not issued yet, by whose turn it is. */
const runsOf = async (sql: Queryable, operatorNo: number): Promise<OperatorDesk['runs']> => {
  const [row] = await sql<OperatorDesk['runs'][]>`
    SELECT count(*) FILTER (WHERE state = 'open')::int AS open, count(*) FILTER (WHERE state = 'settled')::int AS "toReport",
      count(*) FILTER (WHERE state = 'returned')::int AS returned,
      count(*) FILTER (WHERE state IN ('reported', 'verified', 'confirmed'))::int AS "underReview"
    FROM run WHERE operator_no = ${operatorNo} AND state NOT IN ('issued', 'empty')`
  return row!
}

/** Delete orders without a receipt. */
const deleteOrdersOf = async (
  sql: Queryable,
  { operatorNo, now }: { readonly operatorNo: number; readonly now: Date },
): Promise<OperatorDesk['deleteOrders']> => {
  const orders = await sql<{ until_minute: Date; orders: number }[]>`
    SELECT until_minute, count(*)::int AS orders FROM instrument_consent
    WHERE operator_no = ${operatorNo} AND ended_at IS NOT NULL AND receipted_at IS NULL
    GROUP BY until_minute ORDER BY until_minute`
  const due = orders.map(({ until_minute, orders: count }) => ({ at: deleteOrderDueAt(until_minute), count }))
  const total = (counted: typeof due): number => counted.reduce((sum, { count }) => sum + count, 0)
  return {
    waiting: total(due),
    late: total(due.filter(({ at }) => at <= now)),
    dueAt: due[0]?.at.toISOString() ?? null,
  }
}
