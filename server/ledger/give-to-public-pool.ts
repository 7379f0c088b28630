import { serialsLeft, takeSerials, type SerialRange } from '#domain/issuance'
import { milligrams, sumMilligrams, type Milligrams } from '#domain/measure'

import type { Transaction } from '#server/platform/index'

import { holdingsOf } from './holdings'
import { postTransfers } from './post-transfers'

type LockedHolding = Awaited<ReturnType<typeof holdingsOf>>[number]

/** A person's own serials of one run, as far as they have not left her account yet. */
interface RunSerials {
  runId: string
  left: readonly SerialRange[]
}

/**
 * Gives everything an account still holds to the public pool, from which only cancellation leads out, and writes down which
 * serials went: one transfer a holding, caused by `causeId` (a closure). Returns the milligrams given; 0 when nothing is left,
 * also on a retry. Runs inside the caller's transaction.
 */
export const giveToPublicPool = async (
  sql: Transaction,
  given: { accountId: string; causeId: string; now: Date },
): Promise<Milligrams> => {
  await sql`
    SELECT FROM ledger_account WHERE owner_id = ${given.accountId} AND book = 'holding'
    ORDER BY ledger_account_id FOR NO KEY UPDATE`
  const holdings = await holdingsOf(sql, given.accountId)
  for (const holding of holdings) await giveHolding(sql, given, holding)
  return milligrams(sumMilligrams(holdings.map(({ balance }) => balance)))
}

const giveHolding = async (
  sql: Transaction,
  { accountId, causeId, now }: { accountId: string; causeId: string; now: Date },
  holding: LockedHolding,
): Promise<void> => {
  const [ids] = await sql<{ transfer_id: string; pool: string }[]>`
    SELECT derived_uuid(${causeId}::uuid, ${`to-public-pool/${holding.ledgerAccountId}`}) AS transfer_id,
      ledger_account_key(scheme_owner(), 'public-pool', 'mgCO2e', NULL, NULL) AS pool`
  if (ids === undefined) throw new Error('a query without a table returned no row')
  const transfer = { transferId: ids.transfer_id, from: holding.ledgerAccountId, to: ids.pool }
  const amount = BigInt(holding.balance)
  await postTransfers(sql, [
    { ...transfer, unit: 'mgCO2e', amount, kind: 'to-public-pool', causeId, occurredAt: now },
  ])
  const runs = await serialsOfHolding(sql, accountId, holding)
  const taken = takeSerials(
    runs.flatMap(({ left }) => left),
    amount,
  )
  if (taken === 'notEnough')
    throw new Error(`holding ${holding.ledgerAccountId} has fewer serials than milligrams`)
  for (const { runId, left } of runs) {
    for (const range of left) {
      await sql`
        INSERT INTO serial_block (run_id, serial_from, serial_to, holder, transfer_id, moved_at)
        VALUES (${runId}, ${String(range.from)}, ${String(range.to)}, 'public-pool', ${ids.transfer_id}, ${now})`
    }
  }
}

/** The serials behind a holding, by run, oldest run first: what each run posted, less the blocks that left before. */
const serialsOfHolding = async (
  sql: Transaction,
  accountId: string,
  holding: LockedHolding,
): Promise<RunSerials[]> => {
  const rows = await sql<{ run_id: string; own_from: bigint; own_to: bigint; gone: string[] }[]>`
    SELECT run.run_id, own.serial_from AS own_from, own.serial_from + posting.reduction_milligrams - 1 AS own_to,
      ARRAY(SELECT block.serial_from || '-' || block.serial_to FROM serial_block AS block
        WHERE block.serial_from BETWEEN own.serial_from AND own.serial_from + posting.reduction_milligrams - 1) AS gone
    FROM run_posting AS posting
    JOIN run USING (run_id)
    JOIN methodology USING (methodology_no)
    CROSS JOIN LATERAL (
      SELECT (run.serial_from + coalesce(sum(before.reduction_milligrams), 0))::bigint AS serial_from
      FROM run_posting AS before WHERE before.run_id = run.run_id AND before.account_id < ${accountId}
    ) AS own
    WHERE posting.account_id = ${accountId} AND run.serial_from IS NOT NULL
      AND date_trunc('month', run.operator_day)::date = ${`${holding.cityMonth}-01`}::date
      AND methodology.class = ${holding.methodologyClass}
    ORDER BY run.serial_from`
  return rows.map((row) => ({
    runId: row.run_id,
    left: serialsLeft({ from: row.own_from, to: row.own_to }, row.gone.map(rangeOf)),
  }))
}

const rangeOf = (text: string): SerialRange => {
  const [from, to] = text.split('-')
  if (from === undefined || to === undefined) throw new Error(`not a serial range: ${text}`)
  return { from: BigInt(from), to: BigInt(to) }
}
