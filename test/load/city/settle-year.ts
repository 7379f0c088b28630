import type { Queryable } from '#server/platform/index'

/** What a resident of the bench has behind her: a ride each way on most days of a month, and twelve months of summaries. */
export const RIDES_A_PERSON = 40
export const SUMMED_RIDES_A_PERSON = 200
const PEOPLE_A_STATEMENT = 50_000

/**
 * Settles residents by the database's own hand, `from` to below `to`: account, consents, a link, a month of issued rides in the partitions of
 * their days, holdings and summaries of twelve months. A number gives the same person at any size of the city.
 */
export const settleYear = async (
  sql: Queryable,
  { from, to }: { from: number; to: number },
): Promise<void> => {
  await sql`
    SELECT ensure_ride_partition((current_date - n)::date) FROM generate_series(0, 30) AS n`
  await sql`
    INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt,
      rides, accounts, reduction_milligrams, evidence_digest, settled_at, issued_at, serial_from, serial_to)
    SELECT gen_random_uuid(), (current_date - n)::date, operator_no, scene_no, 1, methodology_no, 'issued', now(), now(), '\\x00',
      1, 1, 1, sha256(''), now(), now(), n + 1, n + 1
    FROM generate_series(0, 30) AS n, operator, scene JOIN methodology USING (scene_id)
    WHERE operator_id = 'sptcc' AND scene.scene_id = 'metro' AND scheme_id = 'shanghai' AND status = 'published'
    ON CONFLICT DO NOTHING`
  for (let first = from; first < to; first += PEOPLE_A_STATEMENT)
    await settleSome(sql, { first, last: Math.min(first + PEOPLE_A_STATEMENT, to) - 1 })
}

/** A uuid from a number, spread over the whole range as real ones are. */
const personOf = (sql: Queryable) => sql`md5('person ' || n)::uuid`

const settleSome = async (
  sql: Queryable,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<void> => {
  const people = sql`generate_series(${first}::int, ${last}::int) AS n`
  await sql`
    INSERT INTO account (account_id, person_index, person_sealed, notice_version, proof, opened_at)
    SELECT ${personOf(sql)}, decode(md5('person ' || n), 'hex'), '\\x01', (SELECT version FROM notice LIMIT 1), 'host',
      now() - interval '1 year' FROM ${people}`
  await sql`
    INSERT INTO account_month (account_id, city_month, scene_no, rides, issued_milligrams)
    SELECT ${personOf(sql)}, (date_trunc('month', now()) - month * interval '1 month')::date, scene_no, 8 + (n + month) % 3,
      9000000 + n % 1000000
    FROM ${people}, generate_series(0, 11) AS month, scene WHERE scene_id IN ('metro', 'bus')`
  await sql`
    INSERT INTO ledger_account (owner_id, book, kind, unit, city_month, methodology_class, balance, version)
    SELECT ${personOf(sql)}, 'holding', 'resident', 'mgCO2e', (date_trunc('month', now()) - month * interval '1 month')::date,
      'II', 9000000, 1
    FROM ${people}, generate_series(0, 11) AS month`
  await sql`
    INSERT INTO ride (operator_day, ride_key, account_id, instrument_id, boarded_at, alighted_at, received_at,
      reduction_milligrams, distance_meters, operator_no, scene_no, methodology_no, run_no, payload_digest, board_station, alight_station)
    SELECT (current_date - ride % 30)::date, md5('ride ' || n || ' ' || ride)::uuid, ${personOf(sql)}, md5('card ' || n)::uuid,
      current_date - ride % 30 + interval '1 hour' * (8 + 10 * (ride / 30)) - interval '8 hours',
      current_date - ride % 30 + interval '1 hour' * (8 + 10 * (ride / 30)) - interval '7 hours 30 minutes',
      now(), 1197465, 12345, operator_no, scene_no, methodology_no, 1, md5('payload ' || n || ride)::uuid, '莘庄', '人民广场'
    FROM ${people}, generate_series(0, ${RIDES_A_PERSON - 1}::int) AS ride, operator, scene JOIN methodology USING (scene_id)
    WHERE operator_id = 'sptcc' AND scene.scene_id = 'metro' AND scheme_id = 'shanghai' AND status = 'published'`
}
