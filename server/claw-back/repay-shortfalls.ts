import { parseCityMonth } from '#domain/calendar'
import { repayOldestFirst, type OpenShortfall } from '#domain/claw-back'
import { milligrams } from '#domain/measure'
import { firstSerials, moveSerials, postTransfers, serialsOfHolding } from '#server/ledger/index'
import type { Transaction } from '#server/platform/index'

import { clawedBackBook, derivedId, ownRunFirst, shortfallBooks, type ClawedBack } from './books'

/** So many accounts are asked for at once. */
const ACCOUNTS_A_ROUND = 500

/** What a run has just credited to an account that owes something. */
interface CreditRow {
  run_id: string
  account_id: string
  city_month: string
  class: string
  holding: string
  milligrams: bigint
}

/**
 * Repays, within the issuing of a run, what claw-backs could not take: at most half of what the run brings each who owes, with its own
 * serials, the oldest shortfall first. Expects the run issued, posted, and what was withdrawn of it taken back.
 */
export const repayShortfalls = async (sql: Transaction, runId: string, now: Date): Promise<void> => {
  const place = await clawedBackBook(sql)
  for (let after: string | null = null; ;) {
    const credits: CreditRow[] = await sql<CreditRow[]>`
      SELECT run_id, account_id, to_char(run.operator_day, 'YYYY-MM') AS city_month, methodology.class,
        ledger_account_key(account_id, 'holding', 'mgCO2e', date_trunc('month', run.operator_day)::date, methodology.class) AS holding,
        (posting.reduction_milligrams - coalesce((SELECT sum(claw_back.milligrams) FROM claw_back
          WHERE claw_back.run_id = run.run_id AND claw_back.account_id = posting.account_id AND is_at_issuing), 0))::bigint AS milligrams
      FROM run_posting AS posting JOIN run USING (run_id) JOIN methodology USING (methodology_no)
      WHERE run_id = ${runId} AND (${after}::uuid IS NULL OR account_id > ${after}::uuid) AND account_id IN (
        SELECT account_id FROM claw_back WHERE repaid_milligrams < shortfall_milligrams)
      ORDER BY account_id LIMIT ${ACCOUNTS_A_ROUND}`
    for (const credit of credits) await repay(sql, credit, { place, now })
    after = credits.at(-1)?.account_id ?? null
    if (after === null) return
  }
}

const repay = async (
  sql: Transaction,
  credit: CreditRow,
  to: { place: ClawedBack; now: Date },
): Promise<void> => {
  const rows = await sql<{ claw_back_id: string; operator_no: number; open: bigint }[]>`
    SELECT claw_back_id, run.operator_no, shortfall_milligrams - repaid_milligrams AS open
    FROM claw_back JOIN run USING (run_id)
    WHERE account_id = ${credit.account_id} AND repaid_milligrams < shortfall_milligrams
    ORDER BY taken_at, claw_back_id FOR UPDATE OF claw_back`
  const open = rows.map((row) => ({ clawBackId: row.claw_back_id, milligrams: milligrams(Number(row.open)) }))
  for (const repayment of repayOldestFirst(open, milligrams(Number(credit.milligrams)))) {
    const operatorNo = rows.find((row) => row.claw_back_id === repayment.clawBackId)?.operator_no
    if (operatorNo === undefined) throw new Error('a repayment is of a shortfall that is open')
    await repayOne(sql, credit, { ...repayment, ...to, operatorNo })
  }
}

/** Her milligrams and their serials to where the others lie; what she owes, and her operator answers for, is so much less. */
const repayOne = async (
  sql: Transaction,
  credit: CreditRow,
  paid: OpenShortfall & { place: ClawedBack; now: Date; operatorNo: number },
): Promise<void> => {
  const { account_id: accountId, run_id: runId, class: methodologyClass } = credit
  const { clawBackId, place, now, operatorNo } = paid
  const books = await shortfallBooks(sql, { accountId, operatorNo })
  const amount = BigInt(paid.milligrams)
  const of = { unit: 'mgCO2e' as const, amount, causeId: clawBackId, occurredAt: now }
  const repaid = await derivedId(sql, runId, `repaid/${clawBackId}`)
  const lowered = await derivedId(sql, runId, `lowered/${clawBackId}`)
  const holding = { ownerId: accountId, cityMonth: parseCityMonth(credit.city_month)!, methodologyClass }
  const serials = await serialsOfHolding(sql, holding)
  await postTransfers(sql, [
    { transferId: repaid, from: credit.holding, to: place.ledgerAccountId, kind: 'shortfall-repaid', ...of },
    { transferId: lowered, from: books.guarantee, to: books.shortfall, kind: 'shortfall-lowered', ...of },
  ])
  await moveSerials(sql, {
    transferId: repaid,
    from: { ownerId: accountId, book: 'holding' },
    to: place,
    serials: firstSerials(ownRunFirst(serials, runId), amount),
    movedAt: now,
  })
  await sql`
    UPDATE claw_back SET repaid_milligrams = repaid_milligrams + ${amount} WHERE claw_back_id = ${clawBackId}`
}
