import { isRefusal, refuse, type Refusal, type TurnBackProgress } from '#contract'
import { encodeId } from '#domain/id'
import { MILLIGRAMS_PER_POINT } from '#domain/points'
import { whileActing } from '#server/institution/index'
import { moveSerials, postTransfers, type RunSerials } from '#server/ledger/index'
import { serialsOfVouchers } from '#server/points/index'
import {
  appendAudit,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { fromCollected, TURN_BACK_VOUCHERS_MAX, undoneUntil } from './collected'
import { readTurnBack } from './turn-back-row'

/** So many steps a request waits for; whoever asks again goes on. */
const STEPS_A_REQUEST = 5

interface Asked {
  readonly requestKey: string
  readonly requestId: string
}

/**
 * Turns all points a mall operator collected back into reductions, at the rate they were granted at and with the very serials that stood
 * behind them: those of redemptions past their undo window, the oldest first. It goes by steps, each whole by itself, and answers after
 * some of them how much is left; asked again with the same key it goes on, with what could be turned back when it began and nothing
 * more. Refuses institution.not-mall-operator, turn-back.nothing-to-turn.
 */
export const turnBack = async (
  deps: Dependencies,
  member: MemberPrincipal,
  asked: Asked,
): Promise<TurnBackProgress | Refusal> => {
  const { institutionId } = member
  for (let step = 0; step < STEPS_A_REQUEST; step += 1) {
    const taken = await takeStep(deps, member, asked)
    if (isRefusal(taken)) return taken
    if (taken < TURN_BACK_VOUCHERS_MAX) break
  }
  const turned = await readTurnBack(deps.sql, { institutionId, requestKey: asked.requestKey })
  const [left] = await deps.sql<{ vouchers: number; points: bigint }[]>`
    SELECT count(*)::int AS vouchers, coalesce(sum(voucher.price_points), 0)::bigint AS points ${fromCollected(deps.sql, institutionId)}
      AND redeemed_at < ${undoneUntil(new Date(turned.turnedBackAt))}`
  return { ...turned, left: { vouchers: left?.vouchers ?? 0, points: Number(left?.points ?? 0n) } }
}

/** How many vouchers the next step of an act took; of two that ask at once the second takes the step after. */
const takeStep = (deps: Dependencies, member: MemberPrincipal, asked: Asked): Promise<number | Refusal> =>
  whileActing(deps, member, async (transaction) => {
    const { institutionId } = member
    const mall = await transaction`
      SELECT FROM institution WHERE institution_id = ${institutionId} AND is_mall_operator FOR NO KEY UPDATE`
    if (mall.length === 0) return refuse('institution.not-mall-operator')
    const now = deps.clock.now()
    const [before] = await transaction<{ steps: number; begun_at: Date | null }[]>`
      SELECT count(*)::int AS steps, min(turned_back_at) AS begun_at FROM turn_back
      WHERE institution_id = ${institutionId} AND request_key = ${asked.requestKey}`
    const [steps, begunAt] = [before?.steps ?? 0, before?.begun_at ?? now]
    const vouchers = await collected(transaction, institutionId, begunAt)
    if (vouchers.length === 0) return steps > 0 ? 0 : refuse('turn-back.nothing-to-turn')
    const points = vouchers.reduce((sum, { price_points: price }) => sum + price, 0n)
    const turnBackId = newId(deps.clock)
    const voucherIds = vouchers.map(({ voucher_id: voucherId }) => voucherId)
    await transaction`
      INSERT INTO turn_back (turn_back_id, institution_id, member_id, points, turned_back_at, request_key, step_no)
      VALUES (${turnBackId}, ${institutionId}, ${member.memberId}, ${points}, ${now}, ${asked.requestKey}, ${steps + 1})`
    await transaction`
      UPDATE redemption SET turn_back_id = ${turnBackId} WHERE voucher_id = ANY (${voucherIds}::text[]::uuid[])`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(member),
      action: 'points.turned-back',
      subject: encodeId('tbk', turnBackId),
      detail: { points: String(points), vouchers: vouchers.length },
      requestId: asked.requestId,
    })
    await moveBack(transaction, { turnBackId, institutionId, points, voucherIds, now })
    return vouchers.length
  })

/** The oldest redemptions that nobody could undo any more at that time, held until they are turned back. */
const collected = (
  sql: Transaction,
  institutionId: string,
  now: Date,
): Promise<{ voucher_id: string; price_points: bigint }[]> =>
  sql<{ voucher_id: string; price_points: bigint }[]>`
    SELECT redemption.voucher_id, voucher.price_points ${fromCollected(sql, institutionId)}
      AND redeemed_at < ${undoneUntil(now)}
    ORDER BY redeemed_at, redemption.voucher_id LIMIT ${TURN_BACK_VOUCHERS_MAX} FOR UPDATE OF redemption`

interface Turning {
  readonly turnBackId: string
  readonly institutionId: string
  readonly points: bigint
  readonly voucherIds: readonly string[]
  readonly now: Date
}

interface Part {
  readonly transferId: string
  readonly accountId: string
  readonly from: string
  readonly to: string
  readonly serials: readonly RunSerials[]
}

/** Milligrams from each person's backing to the institution's own holding, serials along; the points last, because their issuer is everybody's. */
const moveBack = async (sql: Transaction, turning: Turning): Promise<void> => {
  const { turnBackId, institutionId, points, now } = turning
  const of = { causeId: turnBackId, occurredAt: now, kind: 'points-turned-back' }
  const parts = await partsOf(sql, turning)
  const amountOf = ({ serials }: Part): bigint =>
    serials.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n)
  const behind = parts.reduce((sum, part) => sum + amountOf(part), 0n)
  if (behind !== points * MILLIGRAMS_PER_POINT)
    throw new Error(`${behind} mg stand behind ${points} collected points`)
  await postTransfers(
    sql,
    parts.map((part) => ({
      transferId: part.transferId,
      from: part.from,
      to: part.to,
      unit: 'mgCO2e' as const,
      amount: amountOf(part),
      ...of,
    })),
  )
  for (const { transferId, accountId, serials } of parts)
    await moveSerials(sql, {
      transferId,
      serials,
      movedAt: now,
      from: { ownerId: accountId, book: 'points-backing' },
      to: { ownerId: institutionId, book: 'holding' },
    })
  const [ids] = await sql<{ transfer: string; collected: string; issuer: string }[]>`
    SELECT derived_uuid(${turnBackId}::uuid, 'points') AS transfer,
      ledger_account_key(${institutionId}::uuid, 'points-collected', 'point', NULL, NULL) AS collected,
      ledger_account_key(scheme_owner(), 'points-issuer', 'point', NULL, NULL) AS issuer`
  if (ids === undefined) throw new Error('a query without a table returned no row')
  await postTransfers(sql, [
    { transferId: ids.transfer, from: ids.collected, to: ids.issuer, unit: 'point', amount: points, ...of },
  ])
}

/** What stood behind the vouchers, by person, month and class. */
const partsOf = async (
  sql: Transaction,
  { turnBackId, institutionId, voucherIds }: Turning,
): Promise<Part[]> => {
  const behind = await serialsOfVouchers(sql, voucherIds)
  const rows = await sql<
    { run_id: string; account_id: string; transfer: string; backing: string; holding: string }[]
  >`
    SELECT run_id, account_id, derived_uuid(${turnBackId}::uuid, backing::text) AS transfer, backing,
      ledger_open(${institutionId}::uuid, 'holding', 'institution', 'mgCO2e', month, class) AS holding
    FROM (
      SELECT DISTINCT run_id, account_id, date_trunc('month', operator_day)::date AS month, class,
        ledger_account_key(account_id, 'points-backing', 'mgCO2e', date_trunc('month', operator_day)::date, class) AS backing
      FROM unnest(${behind.map(({ runId }) => runId)}::text[]::uuid[],
        ${behind.map(({ accountId }) => accountId)}::text[]::uuid[]) AS asked (run_id, account_id)
      JOIN run USING (run_id) JOIN methodology USING (methodology_no)
    ) AS of_run`
  const parts = new Map<string, Part>()
  for (const { runId, accountId, from, to } of behind) {
    const row = rows.find((one) => one.run_id === runId && one.account_id === accountId)
    if (row === undefined) throw new Error(`run ${runId} is gone`)
    const part = parts.get(row.transfer) ?? {
      transferId: row.transfer,
      accountId,
      from: row.backing,
      to: row.holding,
      serials: [],
    }
    parts.set(row.transfer, { ...part, serials: [...part.serials, { runId, from, to }] })
  }
  return [...parts.values()]
}
