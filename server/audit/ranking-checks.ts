import type { AuditFault } from '#domain/audit'
import { parseCityMonth, startOfCityDay } from '#domain/calendar'
import { monthClosesOn } from '#domain/group'
import { UNSEEN_MINUTES_MAX } from '#server/issuance/index'
import type { Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

/** Who comes or goes while a month is reckoned was seen by it or not: within so many seconds the times cannot tell. */
const CROSSING_SECONDS = 60

/** Whether `moment` is that near to the reckoning; said without a difference, which a row with an infinite moment would not have. */
const isCrossing = (sql: Transaction, moment: 'left_at' | 'joined_at' | 'ended_at' | 'chosen_at') => sql`
  coalesce(${sql(moment)} BETWEEN reckoned_at - make_interval(secs => ${CROSSING_SECONDS})
    AND reckoned_at + make_interval(secs => ${CROSSING_SECONDS}), false)`

/**
 * What was issued to somebody by the runs a month was reckoned from, less what had been taken back by then: between the two figures where
 * that was at the moment of the reckoning.
 */
const postedOf = `
  SELECT city_month, account_id, milligrams - coalesce(most_taken, 0) AS least, milligrams - coalesce(least_taken, 0) AS most
  FROM (
    SELECT counted.city_month, posting.account_id, sum(posting.reduction_milligrams) AS milligrams
    FROM ranking_run AS counted JOIN run_posting AS posting USING (run_id) GROUP BY 1, 2
  ) AS issued
  LEFT JOIN (
    SELECT city_month, account_id,
      sum(milligrams) FILTER (WHERE taken_at <= reckoned_at + make_interval(secs => ${CROSSING_SECONDS})) AS most_taken,
      sum(milligrams) FILTER (WHERE taken_at < reckoned_at - make_interval(secs => ${CROSSING_SECONDS})) AS least_taken
    FROM ranking_run JOIN ranking_month USING (city_month) JOIN claw_back USING (run_id) GROUP BY 1, 2
  ) AS taken USING (city_month, account_id)`

/**
 * Ranking from postings and memberships: what each person of a group brought, who was one of its people, what each group and district
 * came to, and its place. Of a person nothing leads to any more her share stays as it was kept; a district is then held between what the
 * others saved and that with all that was issued to closed accounts.
 */
export const RANKING_CHECKS: readonly SqlCheck[] = [
  {
    table: 'ranking_run',
    query: (sql) => sql`
      SELECT format('city_month=%s, run_id=%s', city_month, counted.run_id) AS key, 'an issued run of the month' AS what,
        to_char(city_month, 'YYYY-MM') AS expected, concat_ws(' ', run.state, run.operator_day) AS found
      FROM ranking_run AS counted LEFT JOIN run USING (run_id)
      WHERE run.state IS DISTINCT FROM 'issued' OR date_trunc('month', run.operator_day)::date <> city_month
      UNION ALL
      SELECT format('city_month=%s, run_id=%s', city_month, run.run_id), 'a run issued before the reckoning', 'counted', 'not counted'
      FROM ranking_month JOIN run ON run.operator_day >= city_month AND run.operator_day < city_month + interval '1 month'
      LEFT JOIN ranking_run AS counted USING (city_month, run_id)
      WHERE run.state = 'issued' AND counted.run_id IS NULL AND run.issued_at < reckoned_at - make_interval(mins => ${UNSEEN_MINUTES_MAX})`,
  },
  {
    table: 'group_share',
    query: (sql) => sql`
      WITH posted AS (${sql.unsafe(postedOf)})
      SELECT format('membership_id=%s, city_month=%s', membership_id, share.city_month) AS key, 'group and milligrams of a person' AS what,
        format('%s mg in %s', coalesce(posted.most, 0), own.group_id) AS expected,
        format('%s mg in %s', share.milligrams, share.group_id) AS found
      FROM group_share AS share LEFT JOIN group_membership AS own USING (membership_id)
      LEFT JOIN posted ON posted.city_month = share.city_month AND posted.account_id = own.account_id
      WHERE own.group_id IS DISTINCT FROM share.group_id
        OR own.account_id IS NOT NULL AND share.milligrams NOT BETWEEN coalesce(posted.least, 0) AND coalesce(posted.most, 0)`,
  },
  {
    table: 'group_share',
    query: (sql) => sql`
      WITH due AS (
        SELECT membership_id, month.city_month, joined_at < (city_month + interval '1 month') AT TIME ZONE 'Asia/Shanghai'
            AND joined_at <= reckoned_at AND (left_at IS NULL OR left_at > reckoned_at) AS is_in,
          ${isCrossing(sql, 'left_at')} OR ${isCrossing(sql, 'joined_at')} AS is_crossing
        FROM group_membership CROSS JOIN ranking_month AS month
      )
      SELECT format('membership_id=%s, city_month=%s', membership_id, city_month) AS key, 'one of the people of her group' AS what,
        coalesce(is_in, false)::text AS expected, (share.membership_id IS NOT NULL)::text AS found
      FROM due FULL JOIN group_share AS share USING (membership_id, city_month)
      WHERE coalesce(is_in, false) <> (share.membership_id IS NOT NULL) AND is_crossing IS NOT TRUE`,
  },
  {
    table: 'ranking_place',
    query: (sql) => sql`
      WITH derived AS (
        SELECT share.city_month, kind AS board, group_id::text AS subject, count(*) AS people, count(*) FILTER (WHERE milligrams > 0) AS savers,
          sum(milligrams)::bigint AS milligrams
        FROM group_share AS share JOIN resident_group USING (group_id) GROUP BY 1, 2, 3
      )
      SELECT format('city_month=%s, board=%s, subject=%s', city_month, board, subject) AS key, 'people, savers and sum of a group' AS what,
        format('%s, %s, %s mg', derived.people, derived.savers, derived.milligrams) AS expected,
        format('%s, %s, %s mg', kept.people, kept.savers, kept.sum_milligrams) AS found
      FROM derived FULL JOIN (SELECT * FROM ranking_place WHERE board <> 'district') AS kept USING (city_month, board, subject)
      WHERE (derived.people, derived.savers, derived.milligrams) IS DISTINCT FROM (kept.people, kept.savers, kept.sum_milligrams)`,
  },
  {
    table: 'ranking_place',
    query: (sql) => sql`
      WITH posted AS (${sql.unsafe(postedOf)}), chosen AS (
        SELECT month.city_month, district, account_id
        FROM district_choice JOIN ranking_month AS month
          ON chosen_at < (city_month + interval '1 month') AT TIME ZONE 'Asia/Shanghai'
            AND chosen_at <= reckoned_at AND (ended_at IS NULL OR ended_at > reckoned_at)
      ), derived AS (
        SELECT city_month, district AS subject, count(*) AS people, count(*) FILTER (WHERE least > 0) AS least_savers,
          count(*) FILTER (WHERE most > 0) AS savers, coalesce(sum(least), 0)::bigint AS least, coalesce(sum(most), 0)::bigint AS milligrams,
          count(*) FILTER (WHERE chosen.account_id IS NULL) AS erased
        FROM chosen LEFT JOIN posted USING (city_month, account_id) GROUP BY 1, 2
      ), unlinked AS (
        SELECT city_month, sum(most)::bigint AS milligrams FROM posted
        WHERE NOT EXISTS (SELECT FROM district_choice AS any_of WHERE any_of.account_id = posted.account_id) GROUP BY 1
      )
      SELECT format('city_month=%s, board=district, subject=%s', city_month, subject) AS key, 'people, savers and sum of a district' AS what,
        format('%s, %s, %s mg, %s of them erased', derived.people, derived.savers, derived.milligrams, derived.erased) AS expected,
        format('%s, %s, %s mg', kept.people, kept.savers, kept.sum_milligrams) AS found
      FROM derived FULL JOIN (SELECT * FROM ranking_place WHERE board = 'district') AS kept USING (city_month, subject)
      LEFT JOIN unlinked USING (city_month)
      WHERE NOT EXISTS (SELECT FROM district_choice JOIN ranking_month AS month ON month.city_month = coalesce(derived.city_month, kept.city_month)
          WHERE district = subject AND (${isCrossing(sql, 'ended_at')} OR ${isCrossing(sql, 'chosen_at')}))
        AND (derived.people IS DISTINCT FROM kept.people
        OR kept.savers NOT BETWEEN derived.least_savers AND derived.savers + derived.erased
        OR kept.sum_milligrams NOT BETWEEN derived.least
          AND derived.milligrams + CASE WHEN derived.erased > 0 THEN coalesce(unlinked.milligrams, 0) ELSE 0 END)`,
  },
  {
    table: 'ranking_place',
    query: (sql) => sql`
      WITH derived AS (
        SELECT place.*, CASE WHEN savers >= people_min THEN rank() OVER (PARTITION BY city_month, board, savers >= people_min
            ORDER BY sum_milligrams DESC) END AS by_sum,
          CASE WHEN savers >= people_min THEN rank() OVER (PARTITION BY city_month, board, savers >= people_min
            ORDER BY average_milligrams DESC) END AS by_average
        FROM ranking_place AS place JOIN ranking_month USING (city_month)
      )
      SELECT format('city_month=%s, board=%s, subject=%s', city_month, board, subject) AS key, 'its places' AS what,
        concat_ws(' and ', coalesce(by_sum::text, 'none'), coalesce(by_average::text, 'none')) AS expected,
        concat_ws(' and ', coalesce(sum_place::text, 'none'), coalesce(average_place::text, 'none')) AS found
      FROM derived WHERE (sum_place, average_place) IS DISTINCT FROM (by_sum::int, by_average::int)
      UNION ALL
      SELECT format('city_month=%s, board=%s', city_month, board), 'how many are placed and withheld',
        format('%s, %s', counted.placed, counted.withheld), format('%s, %s', kept.placed, kept.withheld)
      FROM (SELECT city_month, board, count(sum_place) AS placed, count(*) - count(sum_place) AS withheld FROM ranking_place GROUP BY 1, 2)
        AS counted FULL JOIN ranking_board AS kept USING (city_month, board)
      WHERE (counted.placed, counted.withheld) IS DISTINCT FROM (kept.placed, kept.withheld)`,
  },
]

interface ClosedMonth {
  /** As the row or the log writes it: no month where somebody wrote something else. */
  readonly month: string
  readonly said: string
}

/** A month is closed no earlier than on the day the terms name, and as the log of actions says; each closing of the log has its month. */
export async function* rankingFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const logged = await sql<ClosedMonth[]>`
    SELECT subject AS month, format('%s at %s', detail ->> 'digest', occurred_at) AS said
    FROM audit_entry WHERE action = 'ranking.closed' ORDER BY sequence`
  const kept = await sql<(ClosedMonth & { is_closed: boolean; closed_ms: number | null })[]>`
    SELECT coalesce(to_char(city_month, 'YYYY-MM'), city_month::text) AS month, closed_at IS NOT NULL AS is_closed,
      (extract(epoch FROM closed_at) * 1000)::float8 AS closed_ms,
      CASE WHEN closed_at IS NULL THEN 'open' ELSE format('%s at %s', ranking_digest(city_month), closed_at) END AS said
    FROM ranking_month ORDER BY city_month`
  const unmatched = new Map(logged.map(({ month, said }) => [month, said]))
  for (const { month, said, is_closed: isClosed, closed_ms: closedMs } of kept) {
    const of = { table: 'ranking_month', key: `city_month=${month}` }
    const told = unmatched.get(month)
    unmatched.delete(month)
    if ((told ?? 'nothing') !== (isClosed ? said : 'nothing'))
      yield { ...of, what: 'as the log says it was closed', expected: told ?? 'nothing', found: said }
    const from = closesFrom(month)
    if (closedMs !== null && !(from !== undefined && closedMs >= from.getTime()))
      yield {
        ...{ ...of, what: 'when it was closed', found: said },
        expected: from === undefined ? 'never, for it has no terms' : `from ${from.toISOString()}`,
      }
  }
  for (const [month, told] of unmatched)
    yield {
      ...{ table: 'ranking_month', key: `city_month=${month}`, what: 'as the log says it was closed' },
      ...{ expected: told, found: 'nothing' },
    }
}

/** From when a month may be closed; undefined for what is no month, or one before the first terms. */
const closesFrom = (text: string): Date | undefined => {
  const month = parseCityMonth(text)
  try {
    return month && startOfCityDay(monthClosesOn(month))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
