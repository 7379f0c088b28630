import {
  addDays,
  addMonths,
  cityDayOf,
  cityMonthOf,
  firstDayOf,
  parseCityMonth,
  type CityMonth,
} from '#domain/calendar'
import { endOfMonth, groupTermsOn, monthClosesOn } from '#domain/group'
import {
  appendAudit,
  eachApart,
  inTransaction,
  type Dependencies,
  type Transaction,
} from '#server/platform/index'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Sums the running month, and each earlier one that is not closed yet, anew; closes those whose day has come. A month that fails stands in
 * no other's way. Harmless when run again: a closed month is left as it is.
 */
export const reckonMonths = async (deps: Parts): Promise<void> => {
  const months = await openMonths(deps)
  await eachApart(months, (month) => reckonMonth(deps, month))
  await unlinkLongGone(deps)
}

/** Open ones, the oldest first: kept ones, the running month, and the one before while it may still change. */
const openMonths = async ({ sql, clock }: Parts): Promise<readonly CityMonth[]> => {
  const now = clock.now()
  const running = cityMonthOf(now)
  const before = addMonths(running, -1)
  const rows = await sql<{ month: string; is_open: boolean }[]>`
    SELECT to_char(city_month, 'YYYY-MM') AS month, closed_at IS NULL AS is_open FROM ranking_month ORDER BY city_month`
  const kept = new Set(rows.map(({ month }) => month))
  const open = rows
    .filter(({ is_open: isOpen }) => isOpen)
    .flatMap(({ month }) => parseCityMonth(month) ?? [])
  const isBeforeOpen = !kept.has(before) && cityDayOf(now) < monthClosesOn(before)
  return [
    ...new Set([...open, ...(isBeforeOpen ? [before] : []), ...(kept.has(running) ? [] : [running])]),
  ].sort()
}

/** One month in one snapshot: what was issued and which runs that was are seen together. */
const reckonMonth = ({ sql, clock }: Parts, month: CityMonth): Promise<void> =>
  inTransaction(sql, { isolation: 'repeatable read', attemptsMax: 3 }, async (transaction) => {
    const now = clock.now()
    const first = firstDayOf(month)
    const next = firstDayOf(addMonths(month, 1))
    const { peopleMin } = groupTermsOn(addDays(next, -1))
    const open = await transaction`
      INSERT INTO ranking_month AS kept (city_month, reckoned_at, people_min) VALUES (${first}, ${now}, ${peopleMin})
      ON CONFLICT (city_month) DO UPDATE SET reckoned_at = excluded.reckoned_at, people_min = excluded.people_min
        WHERE kept.closed_at IS NULL
      RETURNING 1`
    if (open.length === 0) return
    for (const table of ['ranking_place', 'ranking_board', 'group_share', 'ranking_run'])
      await transaction`DELETE FROM ${transaction(table)} WHERE city_month = ${first}`
    await transaction`
      INSERT INTO ranking_run (city_month, run_id)
      SELECT ${first}::date, run_id FROM run WHERE state = 'issued' AND operator_day >= ${first} AND operator_day < ${next}`
    await writeShares(transaction, { first, end: endOfMonth(month) })
    await writePlaces(transaction, { first, end: endOfMonth(month), peopleMin })
    if (cityDayOf(now) >= monthClosesOn(month)) await closeMonth(transaction, { first, month, now })
  })

/** Everybody who is in a group now and joined it by the end of the month, with all that was issued to her for that month. */
const writeShares = async (sql: Transaction, { first, end }: { first: string; end: Date }): Promise<void> => {
  await sql`
    INSERT INTO group_share (city_month, group_id, membership_id, milligrams)
    SELECT ${first}::date, group_id, membership_id, coalesce(sum(issued_milligrams), 0)::bigint
    FROM group_membership AS living
    LEFT JOIN account_month AS issued ON issued.account_id = living.account_id AND issued.city_month = ${first}
    WHERE left_at IS NULL AND joined_at < ${end}
    GROUP BY group_id, membership_id`
}

const writePlaces = async (
  sql: Transaction,
  { first, end, peopleMin }: { first: string; end: Date; peopleMin: number },
): Promise<void> => {
  await sql`
    WITH person AS (
      SELECT 'district' AS board, district AS subject, coalesce(sum(issued_milligrams), 0) AS milligrams
      FROM district_choice AS hers
      LEFT JOIN account_month AS issued ON issued.account_id = hers.account_id AND issued.city_month = ${first}
      WHERE ended_at IS NULL AND chosen_at < ${end}
      GROUP BY choice_id
      UNION ALL
      SELECT kind, group_id::text, milligrams FROM group_share JOIN resident_group USING (group_id) WHERE city_month = ${first}
    ), summed AS (
      SELECT board, subject, count(*) AS people, count(*) FILTER (WHERE milligrams > 0) AS savers, sum(milligrams)::bigint AS milligrams
      FROM person GROUP BY board, subject
    ), judged AS (
      SELECT *, milligrams / people AS average, savers >= ${peopleMin} AS is_placed FROM summed
    )
    INSERT INTO ranking_place (city_month, board, subject, people, savers, sum_milligrams, average_milligrams, sum_place, average_place)
    SELECT ${first}::date, board, subject, people, savers, milligrams, average,
      CASE WHEN is_placed THEN rank() OVER (PARTITION BY board, is_placed ORDER BY milligrams DESC) END,
      CASE WHEN is_placed THEN rank() OVER (PARTITION BY board, is_placed ORDER BY average DESC) END
    FROM judged`
  await sql`
    INSERT INTO ranking_board (city_month, board, placed, withheld)
    SELECT city_month, board, count(sum_place), count(*) FILTER (WHERE sum_place IS NULL) FROM ranking_place
    WHERE city_month = ${first} GROUP BY city_month, board`
}

/** Nothing of it changes from here on: the database refuses, and the log of actions says what it was. */
const closeMonth = async (
  sql: Transaction,
  { first, month, now }: { first: string; month: CityMonth; now: Date },
): Promise<void> => {
  const [said] = await sql<{ digest: string; places: number }[]>`
    SELECT ranking_digest(${first}::date) AS digest,
      (SELECT count(*)::int FROM ranking_place WHERE city_month = ${first}) AS places`
  await sql`UPDATE ranking_month SET closed_at = reckoned_at WHERE city_month = ${first}`
  await appendAudit(sql, {
    occurredAt: now,
    actor: 'job:group',
    action: 'ranking.closed',
    subject: month,
    detail: { digest: said?.digest, places: said?.places },
  })
}

/** What somebody left long ago leads back to nobody any more (PIPL Art 19); the sums of closed months need no name. */
const unlinkLongGone = async ({ sql, clock }: Parts): Promise<void> => {
  const today = cityDayOf(clock.now())
  const month = addMonths(cityMonthOf(clock.now()), -groupTermsOn(today).unlinkedAfterMonths)
  const before = endOfMonth(addMonths(month, -1))
  await sql`
    UPDATE group_membership SET account_id = NULL WHERE left_at < ${before} AND account_id IS NOT NULL`
  await sql`
    UPDATE district_choice SET account_id = NULL WHERE ended_at < ${before} AND account_id IS NOT NULL`
}
