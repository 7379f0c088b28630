import { refuse, type Refusal, type TurnBack } from '#contract'
import { encodeId } from '#domain/id'
import { MILLIGRAMS_PER_POINT } from '#domain/points'
import { UNDO_MINUTES } from '#domain/voucher'
import { moveSerials, postTransfers, type RunSerials } from '#server/ledger/index'
import { serialsOfVouchers } from '#server/points/index'
import {
  appendAudit,
  inTransaction,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

/** So many vouchers are turned back at once: each lot behind them is replayed. */
const VOUCHERS_MAX = 100

/**
 * Turns points a mall operator collected back into reductions, at the rate they were granted at and with the very serials that stood
 * behind them: those of redemptions past their undo window, the oldest first. Refuses institution.not-mall-operator,
 * turn-back.nothing-to-turn.
 */
export const turnBack = (
  deps: Dependencies,
  member: MemberPrincipal,
  asked: { requestKey: string; requestId: string },
): Promise<TurnBack | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const { institutionId } = member
    const mall = await transaction`
      SELECT FROM institution WHERE institution_id = ${institutionId} AND is_mall_operator FOR NO KEY UPDATE`
    if (mall.length === 0) return refuse('institution.not-mall-operator')
    const [earlier] = await transaction<{ turn_back_id: string }[]>`
      SELECT turn_back_id FROM turn_back WHERE institution_id = ${institutionId} AND request_key = ${asked.requestKey}`
    if (earlier) return readTurnBack(transaction, earlier.turn_back_id)
    const now = deps.clock.now()
    const vouchers = await collected(transaction, institutionId, now)
    const points = vouchers.reduce((sum, { price_points: price }) => sum + price, 0n)
    if (points === 0n) return refuse('turn-back.nothing-to-turn')
    const turnBackId = newId(deps.clock)
    const voucherIds = vouchers.map(({ voucher_id: voucherId }) => voucherId)
    await transaction`
      INSERT INTO turn_back (turn_back_id, institution_id, member_id, points, turned_back_at, request_key)
      VALUES (${turnBackId}, ${institutionId}, ${member.memberId}, ${points}, ${now}, ${asked.requestKey})`
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
    return readTurnBack(transaction, turnBackId)
  })

/** The oldest redemptions that nobody can undo any more, held until they are turned back. */
const collected = (
  sql: Transaction,
  institutionId: string,
  now: Date,
): Promise<{ voucher_id: string; price_points: bigint }[]> =>
  sql<{ voucher_id: string; price_points: bigint }[]>`
    SELECT redemption.voucher_id, voucher.price_points
    FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
    WHERE goods.institution_id = ${institutionId} AND reversed_at IS NULL AND turn_back_id IS NULL
      AND redeemed_at < ${new Date(now.getTime() - UNDO_MINUTES * 60_000)}
    ORDER BY redeemed_at, redemption.voucher_id LIMIT ${VOUCHERS_MAX} FOR UPDATE OF redemption`

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

const readTurnBack = async (sql: Transaction, turnBackId: string): Promise<TurnBack> => {
  const [row] = await sql<
    {
      points: bigint
      turned_back_at: Date
      vouchers: number
      serials: { from: string; to: string }[] | null
    }[]
  >`
    SELECT points, turned_back_at, (SELECT count(*)::int FROM redemption WHERE redemption.turn_back_id = turn_back.turn_back_id) AS vouchers,
      (SELECT json_agg(json_build_object('from', lower(part)::text, 'to', (upper(part) - 1)::text) ORDER BY lower(part))
        FROM (SELECT unnest(range_agg(int8range(serial_from, serial_to, '[]'))) AS part
          FROM serial_move JOIN ledger_transfer USING (transfer_id) WHERE cause_id = turn_back.turn_back_id) AS moved) AS serials
    FROM turn_back WHERE turn_back_id = ${turnBackId}`
  if (row === undefined) throw new Error('a turn-back that was just made is gone')
  return {
    turnBackId: encodeId('tbk', turnBackId),
    points: Number(row.points),
    vouchers: row.vouchers,
    turnedBackAt: row.turned_back_at.toISOString(),
    serials: row.serials ?? [],
  }
}
