import { randomBytes, randomUUID } from 'node:crypto'

import type { Settling } from './spenders'

/** A company that runs the mall, sells and sponsors, with one shop. */
export interface BenchMall {
  readonly institutionId: string
  readonly shopId: string
}

export async function openBenchMall({ sql }: Pick<Settling, 'sql'>): Promise<BenchMall> {
  const [institutionId, shopId] = [randomUUID(), randomUUID()]
  await sql`
    INSERT INTO institution (institution_id, name_zh, name_en, credit_code, is_mall_operator, is_merchant, is_sponsor, registered_at)
    VALUES (${institutionId}, '压测', 'Bench', '91310000000000001X', true, true, true, now())`
  await sql`
    INSERT INTO shop (shop_id, institution_id, name_zh, name_en, address, opened_at)
    VALUES (${shopId}, ${institutionId}, '压测店', 'Bench shop', '-', now())`
  return { institutionId, shopId }
}

export interface BenchGoods {
  readonly pricePoints: number
  readonly stock: number
  readonly perPersonMax: number
}

const PAYABLE_FEN = 1_800

/** Goods on the shelf with the budget for all of them. Returns their id. */
export async function listBenchGoods(
  { sql }: Pick<Settling, 'sql'>,
  { institutionId, shopId }: BenchMall,
  { pricePoints, stock, perPersonMax }: BenchGoods,
): Promise<string> {
  const goodsId = randomUUID()
  const budgetFen = stock * PAYABLE_FEN
  await sql`
    INSERT INTO goods (goods_id, institution_id, sponsor_id, kind, name_zh, name_en, detail_zh, detail_en, price_points, payable_fen,
      stock_total, stock_left, budget_fen, budget_left_fen, per_person_max, sold_from, voucher_days, listed_at)
    VALUES (${goodsId}, ${institutionId}, ${institutionId}, 'coupon', '一杯拿铁', 'A latte', '', '', ${pricePoints}, ${PAYABLE_FEN},
      ${stock}, ${stock}, ${budgetFen}, ${budgetFen}, ${perPersonMax}, now() - interval '1 day', 30, now())`
  await sql`INSERT INTO goods_shop (goods_id, shop_id) VALUES (${goodsId}, ${shopId})`
  await sql`
    SELECT ledger_post(ARRAY[gen_random_uuid()], ARRAY[ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL)],
      ARRAY[ledger_open(${goodsId}::uuid, 'sponsor-budget', 'institution', 'fen')], ARRAY['fen'], ARRAY[${budgetFen}::bigint],
      ARRAY['sponsor-budget'], ARRAY[${goodsId}::uuid], ARRAY[now()])`
  return goodsId
}

export interface BenchTill {
  readonly tillId: string
  readonly token: string
}

/** Cashiers of the mall's shop, each at a till of her own and signed in. */
export async function openBenchTills(
  { sql, tokens }: Settling,
  { institutionId, shopId }: BenchMall,
  count: number,
): Promise<BenchTill[]> {
  const tills = Array.from({ length: count }, () => ({
    memberId: randomUUID(),
    tillId: randomUUID(),
    sessionId: randomUUID(),
  }))
  const members = sql`unnest(${tills.map(({ memberId }) => memberId)}::uuid[], ${tills.map(({ tillId }) => tillId)}::uuid[],
    ${tills.map(({ sessionId }) => sessionId)}::uuid[]) AS bench (member_id, till_id, session_id)`
  await sql`
    INSERT INTO institution_member (member_id, institution_id, subject_index, role, display_name, joined_at)
    SELECT member_id, ${institutionId}, uuid_send(member_id), 'cashier', '小周', now() FROM ${members}`
  await sql`INSERT INTO member_shop (member_id, shop_id) SELECT member_id, ${shopId} FROM ${members}`
  await sql`
    INSERT INTO till (till_id, shop_id, member_id, public_key, registered_at)
    SELECT till_id, ${shopId}, member_id, uuid_send(till_id) || ${randomBytes(16)}, now() FROM ${members}`
  await sql`
    INSERT INTO session (session_id, kind, host_id, member_id, started_at, expires_at)
    SELECT session_id, 'member', 'bench', member_id, now(), now() + interval '1 day' FROM ${members}`
  return Promise.all(
    tills.map(async ({ memberId, tillId, sessionId }) => {
      const principal = {
        kind: 'member',
        hostId: 'bench',
        role: 'cashier',
        memberId,
        institutionId,
        sessionId,
      } as const
      return { tillId, token: (await tokens.issue(principal)).accessToken }
    }),
  )
}
