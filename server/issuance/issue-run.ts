import { encodeId } from '#domain/id'
import { CONFIRMATIONS_NEEDED } from '#domain/issuance'
import { repayShortfalls, takeBackAtIssuing } from '#server/claw-back/index'
import { appendAudit, inTransaction, type Sql, type Transaction } from '#server/platform/index'
import { isInRun, isSealed, runDigestsOf, type RunKey } from '#server/settling/index'

import { keepIssueFault, RunNotIssuableError } from './issue-fault'

const POSTINGS_A_CALL = 10_000

interface LockedRun extends RunKey {
  run_id: string
  state: string
  rides: bigint
  reduction_milligrams: bigint
  methodology_no: number
  city_month: string
  evidence_digest: Buffer
}

/**
 * Issues 签发 a confirmed run: one posting an account, one transfer a posting from the scheme's `issuance` account to the
 * holding of that city month and class, one serial range, the months the residents see. What was withdrawn of it since it settled is
 * taken back at once, and who owes something repays a part. Everything in one transaction: after a
 * crash the run is either confirmed, and issued by the next attempt, or issued. Returns false when it is issued already or not
 * confirmed. Throws RunNotIssuableError when two people did not confirm it, or when its rides are no longer those they confirmed: then
 * somebody changed something behind our back, and the run is marked so that staff can return it.
 */
export const issueRun = async (sql: Sql, runId: string, now: Date): Promise<boolean> => {
  try {
    return await issueOrNothing(sql, runId, now)
  } catch (error) {
    if (error instanceof RunNotIssuableError) await keepIssueFault(sql, { runId, fault: error.fault, now })
    throw error
  }
}

const issueOrNothing = (sql: Sql, runId: string, now: Date): Promise<boolean> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const [run] = await transaction<LockedRun[]>`
      SELECT run_id, state, rides, reduction_milligrams, methodology_no, operator_day, operator_no, scene_no, run_no,
        evidence_digest,
        date_trunc('month', operator_day)::date AS city_month
      FROM run WHERE run_id = ${runId} FOR UPDATE`
    if (run?.state !== 'confirmed') return false
    await refuseUnnamed(transaction, run)
    await refuseChangedRides(transaction, run)
    const first = await takeSerialRange(transaction, run)
    await writePostings(transaction, run)
    await openHoldings(transaction, run)
    await postAll(transaction, run, now)
    await addToMonths(transaction, run)
    await transaction`
      UPDATE run SET state = 'issued', issued_at = ${now}, serial_from = ${first},
        serial_to = ${first + run.reduction_milligrams - 1n}
      WHERE run_id = ${runId}`
    await takeBackAtIssuing(transaction, runId, now)
    await repayShortfalls(transaction, runId, now)
    const { rides, reduction_milligrams: sum } = run
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'job:issuance',
      action: 'run.issued',
      subject: encodeId('run', runId),
      detail: { rides: String(rides), reductionMilligrams: String(sum), serialFrom: String(first) },
    })
    return true
  })

/** The state alone is one word in one row: the names are what counts. */
const refuseUnnamed = async (sql: Transaction, run: LockedRun): Promise<void> => {
  const [names] = await sql<{ people: number }[]>`
    SELECT count(DISTINCT staff_id)::int AS people FROM run_confirmation JOIN staff USING (staff_id)
    WHERE run_id = ${run.run_id}`
  if (names?.people !== CONFIRMATIONS_NEEDED) throw new RunNotIssuableError(run.run_id, 'names')
}

/** Two people put their names to a list of rides; what is posted must be that list, line by line. */
const refuseChangedRides = async (sql: Transaction, run: LockedRun): Promise<void> => {
  const { evidence } = await runDigestsOf(sql, run.run_id)
  if (!evidence.equals(run.evidence_digest)) throw new RunNotIssuableError(run.run_id, 'rides')
}

/** The counter's row is the lock that lets runs issue one after the other, so it comes first. */
const takeSerialRange = async (sql: Transaction, run: LockedRun): Promise<bigint> => {
  const [counter] = await sql<{ first: bigint }[]>`
    UPDATE serial_counter SET next_serial = next_serial + ${run.reduction_milligrams}
    RETURNING next_serial - ${run.reduction_milligrams}::bigint AS first`
  if (counter === undefined) throw new Error('the registry has no serial counter')
  return counter.first
}

/** A ride of zero milligrams counts as a ride and posts nothing. */
const writePostings = async (sql: Transaction, run: LockedRun): Promise<void> => {
  const [sum] = await sql<{ posted: bigint }[]>`
    WITH posting AS (
      INSERT INTO run_posting (run_id, account_id, rides, reduction_milligrams, serial_offset)
      SELECT ${run.run_id}::uuid, ride.account_id, count(*), sum(ride.reduction_milligrams),
        sum(sum(ride.reduction_milligrams)) OVER (ORDER BY ride.account_id) - sum(ride.reduction_milligrams)
      FROM ride WHERE ${isInRun(sql, run)} AND ${isSealed(sql)}
      GROUP BY ride.account_id HAVING sum(ride.reduction_milligrams) > 0
      RETURNING reduction_milligrams
    )
    SELECT coalesce(sum(reduction_milligrams), 0)::bigint AS posted FROM posting`
  if (sum?.posted !== run.reduction_milligrams) throw new RunNotIssuableError(run.run_id, 'rides')
}

const openHoldings = async (sql: Transaction, run: LockedRun): Promise<void> => {
  await sql`
    INSERT INTO ledger_account (owner_id, book, kind, unit, city_month, methodology_class)
    SELECT account_id, 'holding', 'resident', 'mgCO2e', ${run.city_month}::date, methodology.class
    FROM run_posting CROSS JOIN methodology
    WHERE run_id = ${run.run_id} AND methodology_no = ${run.methodology_no}
    ORDER BY account_id
    ON CONFLICT DO NOTHING`
}

/** The arrays are made and read inside the database: neither side ever holds the whole run. */
const postAll = async (sql: Transaction, run: LockedRun, now: Date): Promise<void> => {
  for (let after: string | null = null; ;) {
    const [call]: { last: string | null }[] = await sql<{ last: string | null }[]>`
      WITH part AS (
        SELECT account_id, reduction_milligrams FROM run_posting
        WHERE run_id = ${run.run_id} AND (${after}::uuid IS NULL OR account_id > ${after}::uuid)
        ORDER BY account_id LIMIT ${POSTINGS_A_CALL}
      ), arrays AS (
        SELECT count(*)::int AS n, array_agg(part.account_id ORDER BY part.account_id) AS accounts,
          array_agg(derived_uuid(${run.run_id}::uuid, 'issuance/' || part.account_id) ORDER BY part.account_id) AS transfers,
          array_agg(ledger_account_key(part.account_id, 'holding', 'mgCO2e', ${run.city_month}::date, methodology.class)
            ORDER BY part.account_id) AS holdings,
          array_agg(part.reduction_milligrams ORDER BY part.account_id) AS amounts
        FROM part CROSS JOIN methodology WHERE methodology_no = ${run.methodology_no}
      )
      SELECT accounts[n] AS last,
        CASE WHEN n > 0 THEN ledger_post(transfers,
          array_fill(ledger_account_key(scheme_owner(), 'issuance', 'mgCO2e', NULL, NULL), ARRAY[n]), holdings,
          array_fill('mgCO2e'::text, ARRAY[n]), amounts, array_fill('issuance'::text, ARRAY[n]),
          array_fill(${run.run_id}::uuid, ARRAY[n]), array_fill(${now}::timestamptz, ARRAY[n])) END AS posted
      FROM arrays`
    if (call?.last == null) return
    after = call.last
  }
}

const addToMonths = async (sql: Transaction, run: LockedRun): Promise<void> => {
  await sql`
    INSERT INTO account_month AS month (account_id, city_month, scene_no, rides, issued_milligrams)
    SELECT posting.account_id, ${run.city_month}::date, run.scene_no, posting.rides, posting.reduction_milligrams
    FROM run_posting AS posting JOIN run USING (run_id)
    WHERE run_id = ${run.run_id}
    ORDER BY posting.account_id
    ON CONFLICT (account_id, city_month, scene_no) DO UPDATE
      SET rides = month.rides + excluded.rides, issued_milligrams = month.issued_milligrams + excluded.issued_milligrams`
}
