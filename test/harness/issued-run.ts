import { randomUUID } from 'node:crypto'

import { firstDayOf, monthOfDay, type CityDay } from '#domain/calendar'
import { postTransfers } from '#server/ledger/index'

import { type TestPlatform } from './test-platform'

export interface Issue {
  readonly day: CityDay
  /** Who gets how many milligrams, in any order. */
  readonly postings: readonly { readonly accountId: string; readonly milligrams: bigint }[]
  /** Whose methodology in force is taken; metro unless named. */
  readonly sceneId?: string
}

/** Issues milligrams as a run of its own would, without its rides: for what begins after issuing. Returns the run's id. */
export const issueRun = async (
  { deps: { sql, clock } }: TestPlatform,
  { day, postings, sceneId = 'metro' }: Issue,
): Promise<string> => {
  const runId = randomUUID()
  const ordered = [...postings].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
  const sum = ordered.reduce((total, { milligrams }) => total + milligrams, 0n)
  const [counter] = await sql<{ first: bigint }[]>`
    UPDATE serial_counter SET next_serial = next_serial + ${sum} RETURNING next_serial - ${sum}::bigint AS first`
  const first = counter?.first ?? 1n
  const [run] = await sql<{ class: string }[]>`
    WITH method AS (
      SELECT methodology_no, class, scene_no FROM scene JOIN methodology USING (scene_id)
      WHERE scene_id = ${sceneId} AND scheme_id = 'shanghai' AND status = 'published' ORDER BY version DESC LIMIT 1
    ), inserted AS (
      INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt,
        rides, accounts, reduction_milligrams, evidence_digest, settled_at, issued_at, serial_from, serial_to)
      SELECT ${runId}, ${day}, operator_no, scene_no, (SELECT coalesce(max(run_no), 0) + 50 FROM run), methodology_no, 'issued',
        ${clock.now()}, ${clock.now()}, '\\x00'::bytea, 1, 1, ${sum}, ${Buffer.alloc(32)}, ${clock.now()}, ${clock.now()},
        ${first}, ${first + sum - 1n}
      FROM operator, method WHERE operator_id = 'sptcc'
    )
    SELECT class FROM method`
  let offset = 0n
  for (const { accountId, milligrams } of ordered) {
    await sql`
      INSERT INTO run_posting (run_id, account_id, rides, reduction_milligrams, serial_offset)
      VALUES (${runId}, ${accountId}, 1, ${milligrams}, ${offset})`
    await sql`
      INSERT INTO account_month AS month (account_id, city_month, scene_no, rides, issued_milligrams)
      SELECT ${accountId}, ${firstDayOf(monthOfDay(day))}::date, scene_no, 1, ${milligrams} FROM scene WHERE scene_id = ${sceneId}
      ON CONFLICT (account_id, city_month, scene_no) DO UPDATE
        SET rides = month.rides + 1, issued_milligrams = month.issued_milligrams + excluded.issued_milligrams`
    offset += milligrams
    const [ids] = await sql<{ holding: string; source: string }[]>`
      SELECT ledger_open(${accountId}::uuid, 'holding', 'resident', 'mgCO2e', ${firstDayOf(monthOfDay(day))}::date,
          ${run?.class ?? ''}) AS holding,
        ledger_account_key(scheme_owner(), 'issuance', 'mgCO2e', NULL, NULL) AS source`
    const transfer = { transferId: randomUUID(), from: ids?.source ?? '', to: ids?.holding ?? '' }
    const of = { unit: 'mgCO2e' as const, amount: milligrams, kind: 'issuance', causeId: runId }
    await postTransfers(sql, [{ ...transfer, ...of, occurredAt: clock.now() }])
  }
  return runId
}
