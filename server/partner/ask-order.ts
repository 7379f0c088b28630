import { refuse, type OrderRequest, type PartnerOrder, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import { APPROVAL_SECONDS } from '#domain/partner'
import {
  brokenConstraint,
  inTransaction,
  newId,
  type Dependencies,
  type PartnerPrincipal,
  type Transaction,
} from '#server/platform/index'

import { keepAct } from './keep-act'
import { approvalCodeFor, presentOrder, selectOrder, type OrderRow } from './order-row'

interface Asked extends OrderRequest {
  readonly orderNo: string
  readonly signedBody: string
}

/** Two live codes are hardly ever alike; then the order is asked under another id. */
const DRAWS_MAX = 5

/**
 * Asks for a resident's points: goods that count in a shop of the partner's own, or of the partner's own mall in any of their shops. The
 * same order again is answered as it stands, with the same code while it waits. Refuses order.conflict and, naming the field,
 * request.invalid.
 */
export const askOrder = async (
  deps: Dependencies,
  partner: PartnerPrincipal,
  asked: Asked,
): Promise<PartnerOrder | Refusal> => {
  for (let draw = 1; ; draw += 1) {
    try {
      return await inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, (transaction) =>
        ask(deps, transaction, partner, asked),
      )
    } catch (error) {
      if (brokenConstraint(error) !== 'partner_order_one_code' || draw === DRAWS_MAX) throw error
    }
  }
}

const ask = async (
  { crypto, clock }: Dependencies,
  sql: Transaction,
  partner: PartnerPrincipal,
  asked: Asked,
): Promise<PartnerOrder | Refusal> => {
  const now = clock.now()
  const known = () => sql<OrderRow[]>`
    ${selectOrder(sql)} WHERE asked.institution_id = ${partner.institutionId} AND order_no = ${asked.orderNo}`
  const answer = (row: OrderRow) =>
    isSame(row, asked) ? presentOrder(crypto, row, now) : refuse('order.conflict')
  const [before] = await known()
  if (before) return answer(before)
  const refused = await refusalOf(sql, partner, asked)
  if (refused) return refused
  const orderId = newId(clock)
  const codeIndex = crypto.blindIndex('approval-digits', approvalCodeFor(crypto, orderId))
  const made = await sql`
    INSERT INTO partner_order (order_id, institution_id, order_no, goods_id, shop_id, asked_at, ask_until, code_index)
    VALUES (${orderId}, ${partner.institutionId}, ${asked.orderNo}, ${decodeId('gds', asked.goodsId) ?? null},
      ${decodeId('shp', asked.shopId) ?? null}, ${now}, ${new Date(now.getTime() + APPROVAL_SECONDS * 1000)}, ${codeIndex})
    ON CONFLICT (institution_id, order_no) DO NOTHING RETURNING 1`
  if (made.length > 0) await keepAct(sql, partner, { orderId, step: 'ask', body: asked.signedBody, now })
  const [row] = await known()
  if (row === undefined) throw new Error('an order that was just asked is gone')
  return answer(row)
}

const isSame = (row: OrderRow, { goodsId, shopId }: OrderRequest): boolean =>
  row.goods_id === decodeId('gds', goodsId) && row.shop_id === decodeId('shp', shopId)

/** Whether the goods can be had now is asked when she approves; here only whether the partner may ask for them there. */
const refusalOf = async (
  sql: Transaction,
  { institutionId }: PartnerPrincipal,
  { goodsId, shopId }: OrderRequest,
): Promise<Refusal | undefined> => {
  // What an outside system delivers is taken by its resident alone: only she knows where it goes.
  const [goods] = await sql<{ is_own: boolean }[]>`
    SELECT institution_id = ${institutionId} AS is_own FROM goods WHERE kind = 'coupon' AND goods_id = ${decodeId('gds', goodsId) ?? null}`
  if (goods === undefined) return refuse('request.invalid', '/body/goodsId')
  const shops = await sql`
    SELECT FROM goods_outlet WHERE goods_id = ${decodeId('gds', goodsId) ?? null}
      AND shop_id = ${decodeId('shp', shopId) ?? null} AND (merchant_id = ${institutionId} OR ${goods.is_own})`
  return shops.length === 0 ? refuse('request.invalid', '/body/shopId') : undefined
}
