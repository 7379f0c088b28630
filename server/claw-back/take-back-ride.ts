import { parseCityMonth } from '#domain/calendar'
import { guaranteeDueOn, planClawBack, type ClawBackPlan, type Withdrawn } from '#domain/claw-back'
import type { Take } from '#domain/issuance'
import { milligrams } from '#domain/measure'
import { MILLIGRAMS_PER_POINT } from '#domain/points'
import {
  firstSerials,
  lockHoldings,
  moveSerials,
  postTransfers,
  serialsOfHolding,
  type LockedHolding,
} from '#server/ledger/index'
import type { Transaction } from '#server/platform/index'
import { lockLots, takeBackPoints } from '#server/points/index'

import { clawedBackBook, derivedId, ownRunFirst, shortfallBooks, type ClawedBack } from './books'
import { lowerMonths } from './lower-months'

interface Due extends Withdrawn {
  readonly clawBackId: string
  readonly accountId: string
  readonly runId: string
  readonly operatorNo: number
}

interface AskedOf {
  readonly accountId: string
  readonly now: Date
}

/**
 * Takes back what a withdrawn ride of an issued run brought: free grams, then unspent points, and the rest is booked on its resident's
 * shortfall. Her account is held, so nothing she has leaves meanwhile; a closed one has nothing left. Does nothing when it is done already.
 */
export const takeBackWaiting = async (
  sql: Transaction,
  { clawBackId, accountId, now }: AskedOf & { readonly clawBackId: string },
): Promise<void> => {
  await sql`SELECT FROM account WHERE account_id = ${accountId} FOR UPDATE`
  const [due] = await readDue(sql, accountId, clawBackId)
  if (due !== undefined) await takeBack(sql, due, now)
}

/** The same for all that waits of one account, which its closing holds: what she gives away then is only what is hers. */
export const takeBackWaitingOf = async (sql: Transaction, { accountId, now }: AskedOf): Promise<void> => {
  for (const due of await readDue(sql, accountId, null)) await takeBack(sql, due, now)
}

interface DueRow {
  claw_back_id: string
  run_id: string
  operator_no: number
  milligrams: bigint
  city_month: string
  class: string
}

const readDue = async (sql: Transaction, accountId: string, clawBackId: string | null): Promise<Due[]> => {
  const rows = await sql<DueRow[]>`
    SELECT claw_back_id, run_id, run.operator_no, claw_back.milligrams, to_char(run.operator_day, 'YYYY-MM') AS city_month,
      methodology.class
    FROM claw_back JOIN run USING (run_id) JOIN methodology USING (methodology_no)
    WHERE account_id = ${accountId} AND taken_at IS NULL AND run.state = 'issued'
      AND (${clawBackId}::uuid IS NULL OR claw_back_id = ${clawBackId}::uuid)
    ORDER BY withdrawn_at, claw_back_id FOR UPDATE OF claw_back`
  return rows.map((row) => ({
    ...{ clawBackId: row.claw_back_id, accountId, runId: row.run_id, operatorNo: row.operator_no },
    ...{ milligrams: milligrams(Number(row.milligrams)), methodologyClass: row.class },
    cityMonth: parseCityMonth(row.city_month)!,
  }))
}

const takeBack = async (sql: Transaction, due: Due, now: Date): Promise<void> => {
  const { accountId, clawBackId } = due
  const lots = await lockLots(sql, accountId)
  const owned = { lots, holdings: await lockHoldings(sql, accountId) }
  const plan = planClawBack(due, owned, now)
  const place = await clawedBackBook(sql)
  for (const take of plan.takes) await takeGrams(sql, due, take, { place, now })
  await takeBackPoints(sql, { accountId, shares: plan.points, causeId: clawBackId, place, now })
  if (plan.shortfall > 0) await bookShortfall(sql, due, plan, now)
  await keepTaken(sql, due, plan, now)
  await lowerMonths(sql, [clawBackId])
}

const takeGrams = async (
  sql: Transaction,
  { accountId, clawBackId, runId }: Due,
  { holding, taken }: Take<LockedHolding>,
  { place, now }: { place: ClawedBack; now: Date },
): Promise<void> => {
  const transferId = await derivedId(sql, clawBackId, `holding/${holding.ledgerAccountId}`)
  const [from, to, amount] = [holding.ledgerAccountId, place.ledgerAccountId, BigInt(taken)]
  const of = { unit: 'mgCO2e' as const, kind: 'claw-back', causeId: clawBackId, occurredAt: now }
  const serials = await serialsOfHolding(sql, { ...holding, ownerId: accountId })
  await postTransfers(sql, [{ transferId, from, to, amount, ...of }])
  await moveSerials(sql, {
    transferId,
    from: { ownerId: accountId, book: 'holding' },
    to: place,
    serials: firstSerials(ownRunFirst(serials, runId), amount),
    movedAt: now,
  })
}

const bookShortfall = async (
  sql: Transaction,
  due: Due,
  { shortfall }: ClawBackPlan,
  now: Date,
): Promise<void> => {
  const books = await shortfallBooks(sql, due)
  const transferId = await derivedId(sql, due.clawBackId, 'shortfall')
  const of = { unit: 'mgCO2e' as const, kind: 'claw-back', causeId: due.clawBackId, occurredAt: now }
  await postTransfers(sql, [
    { transferId, from: books.shortfall, to: books.guarantee, amount: BigInt(shortfall), ...of },
  ])
}

const keepTaken = async (sql: Transaction, due: Due, plan: ClawBackPlan, now: Date): Promise<void> => {
  const ofPoints = plan.points.reduce((sum, share) => sum + BigInt(share.points) * MILLIGRAMS_PER_POINT, 0n)
  const free = BigInt(due.milligrams) - ofPoints - BigInt(plan.shortfall)
  await sql`
    UPDATE claw_back SET taken_at = ${now}, free_milligrams = ${free}, points_milligrams = ${ofPoints},
      shortfall_milligrams = ${plan.shortfall}, guarantee_due_on = ${plan.shortfall > 0 ? guaranteeDueOn(now) : null}::date
    WHERE claw_back_id = ${due.clawBackId}`
}
