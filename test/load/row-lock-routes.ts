import { isRefusal, refuse, Voucher, VoucherRequest, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import { points } from '#domain/measure'
import { spendFirstExpiring } from '#domain/points'
import { residentOf } from '#server/identity/index'
import { postTransfers } from '#server/ledger/index'
import { newId, type App, type Dependencies, type Transaction } from '#server/platform/index'
import { presentVoucher, selectVoucher, type VoucherRow } from '#server/voucher/voucher-row'

interface Asked {
  readonly accountId: string
  readonly goodsId: string
  readonly requestKey: string
}

/** The product's route as it would be written without a queue: the goods' row is locked, then statement by statement as it reads. */
export async function rowLockRoutes(app: App, deps: Dependencies): Promise<void> {
  app.post(
    '/v1/me/vouchers',
    {
      config: { access: 'resident', idempotency: 'own' },
      schema: { body: VoucherRequest, response: { 201: Voucher } },
    },
    async (request, reply) => {
      const asked = {
        accountId: residentOf(request).accountId,
        goodsId: decodeId('gds', request.body.goodsId) ?? '',
        requestKey: request.idempotencyKey ?? '',
      }
      const voucherId = await deps.sql.begin((transaction) => take(deps, transaction, asked))
      if (isRefusal(voucherId)) return reply.refuse(voucherId)
      // Nobody waits for this: the lock on the item is gone.
      const [row] = await deps.sql<VoucherRow[]>`${selectVoucher(deps.sql)} WHERE voucher_id = ${voucherId}`
      return reply.status(201).send(presentVoucher(row!, deps.clock.now()))
    },
  )
}

async function take(
  deps: Dependencies,
  sql: Transaction,
  { accountId, goodsId, requestKey }: Asked,
): Promise<Refusal | string> {
  const now = deps.clock.now()
  const [account] = await sql<{ closed_at: Date | null; guardian_needed_since: Date | null }[]>`
    SELECT closed_at, guardian_needed_since FROM account WHERE account_id = ${accountId} FOR KEY SHARE`
  if (account?.closed_at !== null) return refuse('account.closed')
  if (account.guardian_needed_since !== null) return refuse('account.guardian-needed')
  const [goods] = await sql<
    {
      price_points: bigint
      stock_left: bigint
      budget_left_fen: bigint
      payable_fen: bigint
      per_person_max: number
    }[]
  >`
    SELECT price_points, stock_left, budget_left_fen, payable_fen, per_person_max FROM goods
    WHERE goods_id = ${goodsId} AND withdrawn_at IS NULL AND sold_from <= ${now} AND (sold_to IS NULL OR sold_to > ${now})
    FOR NO KEY UPDATE`
  if (goods === undefined) return refuse('goods.not-on-sale')
  const [earlier] = await sql<VoucherRow[]>`
    ${selectVoucher(sql)} WHERE voucher.account_id = ${accountId} AND voucher.request_key = ${requestKey}`
  if (earlier) return earlier.voucher_id
  if (goods.stock_left === 0n || goods.budget_left_fen < goods.payable_fen) return refuse('goods.sold-out')
  const [had] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM voucher
    WHERE account_id = ${accountId} AND goods_id = ${goodsId} AND state NOT IN ('released', 'refunded', 'expired')`
  if ((had?.count ?? 0) >= goods.per_person_max) return refuse('goods.limit-reached')
  const lots = await sql<{ lot_id: string; expires_at: Date; ledger_account_id: string; balance: bigint }[]>`
    SELECT lot_id, expires_at, ledger_account_id, balance FROM points_lot JOIN ledger_account USING (ledger_account_id)
    WHERE account_id = ${accountId} AND expires_at > ${now} AND expired_at IS NULL FOR NO KEY UPDATE OF ledger_account`
  const living = lots.map((lot) => ({
    lotId: lot.lot_id,
    expiresAt: lot.expires_at,
    points: points(Number(lot.balance)),
  }))
  const shares = spendFirstExpiring(living, points(Number(goods.price_points)), now)
  if (shares === 'notEnough') return refuse('points.not-enough')
  const voucherId = newId(deps.clock)
  await sql`
    INSERT INTO voucher (voucher_id, account_id, goods_id, state, price_points, payable_fen, lot_ids, lot_points, held_at, held_until,
      issued_at, valid_to, request_key)
    SELECT ${voucherId}, ${accountId}, goods_id, 'issued', price_points, payable_fen,
      ${shares.map(({ lotId }) => lotId)}::text[]::uuid[], ${shares.map((share) => share.points)}::bigint[], ${now}, ${now}, ${now},
      voucher_end(${now}, voucher_days), ${requestKey} FROM goods WHERE goods_id = ${goodsId}`
  const [ids] = await sql<{ held: string; transfers: string[] }[]>`
    SELECT ledger_open(${accountId}::uuid, 'points-held', 'resident', 'point') AS held,
      array_agg(derived_uuid(${voucherId}::uuid, 'held/' || lot_id) ORDER BY n) AS transfers
    FROM unnest(${shares.map(({ lotId }) => lotId)}::text[]::uuid[]) WITH ORDINALITY AS share (lot_id, n)`
  await postTransfers(
    sql,
    shares.map((share, n) => ({
      transferId: ids!.transfers[n]!,
      from: lots.find((lot) => lot.lot_id === share.lotId)!.ledger_account_id,
      to: ids!.held,
      unit: 'point' as const,
      amount: BigInt(share.points),
      kind: 'points-held',
      causeId: voucherId,
      occurredAt: now,
    })),
  )
  await sql`
    UPDATE goods SET stock_left = stock_left - 1, budget_left_fen = budget_left_fen - payable_fen WHERE goods_id = ${goodsId}`
  return voucherId
}
