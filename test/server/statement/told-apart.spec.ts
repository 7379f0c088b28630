import { REDEMPTION_CHECKS } from '#server/audit/redemption-checks'
import { startDatabaseBefore, type DatabaseBefore } from '#test/harness/index'

// The books of a city that lived before each sponsor's debt was a book of its own.
const NUMBER = 57
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [MARKET, BAKERY, FUND, BANK] = [id(1), id(2), id(3), id(4)]
const NOW = '2026-05-04T12:00:00+08:00'

let database: DatabaseBefore
beforeEach(async () => {
  database = await startDatabaseBefore(NUMBER, CITY)
})
afterEach(() => database.close())

/** Two merchants and two sponsors: goods 1 are paid by the fund and given out by both merchants, goods 2 by the bank and the market. */
const CITY = `
  INSERT INTO institution (institution_id, name_zh, name_en, credit_code, is_mall_operator, is_merchant, is_sponsor, registered_at)
  SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '机构' || n, 'Institution ' || n, '91310000MA1FL0000' || n,
    true, true, true, '2026-05-01T00:00:00+08:00' FROM generate_series(1, 4) AS n;
  INSERT INTO institution_member (member_id, institution_id, subject_index, role, display_name, joined_at)
  SELECT institution_id, institution_id, uuid_send(institution_id), 'owner', '掌柜', '2026-05-01T00:00:00+08:00' FROM institution;
  INSERT INTO shop (shop_id, institution_id, name_zh, name_en, address, opened_at)
  SELECT institution_id, institution_id, '店', 'Shop', '一路', '2026-05-01T00:00:00+08:00' FROM institution;
  INSERT INTO till (till_id, shop_id, member_id, public_key, registered_at)
  SELECT institution_id, institution_id, institution_id, sha256(uuid_send(institution_id)), '2026-05-01T00:00:00+08:00' FROM institution;
  INSERT INTO goods (goods_id, institution_id, sponsor_id, kind, name_zh, name_en, detail_zh, detail_en, price_points, payable_fen,
    stock_total, stock_left, budget_fen, budget_left_fen, per_person_max, sold_from, voucher_days, listed_at)
  SELECT goods_id, '${MARKET}', sponsor_id, 'coupon', '券', 'Coupon', '', '', 100, fen, 1000, 1000, 100000, 100000, 9,
    '2026-05-01T00:00:00+08:00', 30, '2026-05-01T00:00:00+08:00'
  FROM (VALUES ('${id(11)}'::uuid, '${FUND}'::uuid, 1800), ('${id(12)}', '${BANK}', 700)) AS asked (goods_id, sponsor_id, fen);
  INSERT INTO goods_shop (goods_id, shop_id)
  VALUES ('${id(11)}', '${MARKET}'), ('${id(11)}', '${BAKERY}'), ('${id(12)}', '${MARKET}');
  INSERT INTO points_lot (lot_id, account_id, granted_month, expires_at, ledger_account_id)
  VALUES ('${id(21)}', '${id(20)}', '2026-05-01', '2027-06-01T00:00:00+08:00', ledger_open('${id(21)}', 'points', 'resident', 'point'));
  SELECT ledger_open('${id(22)}', 'test-source', 'scheme', 'point', is_source => true),
    ledger_open('${id(20)}', 'points-held', 'resident', 'point'),
    ledger_open('${id(11)}', 'sponsor-budget', 'institution', 'fen'), ledger_open('${id(12)}', 'sponsor-budget', 'institution', 'fen');
  SELECT ledger_post(ARRAY['${id(31)}', '${id(32)}', '${id(33)}']::uuid[],
    ARRAY[ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL),
      ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL),
      ledger_account_key('${id(22)}', 'test-source', 'point', NULL, NULL)],
    ARRAY[ledger_account_key('${id(11)}', 'sponsor-budget', 'fen', NULL, NULL),
      ledger_account_key('${id(12)}', 'sponsor-budget', 'fen', NULL, NULL),
      ledger_account_key('${id(20)}', 'points-held', 'point', NULL, NULL)],
    ARRAY['fen', 'fen', 'point'], ARRAY[100000, 100000, 100000]::bigint[], ARRAY['test', 'test', 'test'],
    ARRAY['${id(11)}', '${id(12)}', '${id(20)}']::uuid[], array_fill('${NOW}'::timestamptz, ARRAY[3]));`

/** Somebody has a voucher of these goods and uses it up in this shop. */
const redeem = async (n: number, goodsId: string, shopId: string): Promise<string> => {
  const voucherId = id(100 + n)
  await database.sql`
    INSERT INTO voucher (voucher_id, account_id, goods_id, state, price_points, payable_fen, lot_ids, lot_points, held_at, held_until,
      issued_at, valid_to, request_key)
    SELECT ${voucherId}, ${id(20)}, goods_id, 'issued', price_points, payable_fen, ARRAY[${id(21)}::uuid], ARRAY[price_points], ${NOW}, ${NOW},
      ${NOW}, '2026-06-04T00:00:00+08:00', ${String(n)} FROM goods WHERE goods_id = ${goodsId}`
  await database.sql`
    UPDATE goods SET stock_left = stock_left - 1, budget_left_fen = budget_left_fen - payable_fen WHERE goods_id = ${goodsId}`
  const [row] = await database.sql`
    SELECT voucher_redeem(${voucherId}, ${shopId}, ${shopId}, ${shopId}, 'code', ${String(n)}, ${NOW}) AS "isRedeemed"`
  expect(row).toEqual({ isRedeemed: true })
  return voucherId
}

const undo = (voucherId: string) =>
  database.sql`SELECT redemption_reverse(${voucherId}, ${MARKET}, '2026-05-04T12:05:00+08:00')`

/** A till of the bakery took, without network, what had been used in the market. */
const clash = async (voucherId: string): Promise<void> => {
  await database.sql`
    INSERT INTO till_log (till_id, sequence, signed_text, digest, signature, snapshot_at, occurred_at, received_at, voucher_id, outcome,
      loss_fen)
    SELECT ${BAKERY}, 1, '', '', '', ${NOW}, ${NOW}, ${NOW}, voucher_id, 'clash', payable_fen FROM voucher
    WHERE voucher_id = ${voucherId}`
  await database.sql`SELECT sponsor_loss(${voucherId}, ${BAKERY}, 1, ${NOW})`
}

/** The sponsor pays the merchant, as the books were kept then. */
const pay = async (sponsorId: string, merchantId: string, fen: number): Promise<void> => {
  await database.sql`
    INSERT INTO statement_payment (payment_id, institution_id, sponsor_id, fen, loss_fen, reference, member_id, paid_at)
    VALUES (${id(90)}, ${merchantId}, ${sponsorId}, ${fen}, 0, '一笔', ${sponsorId}, ${NOW})`
  await database.sql`
    SELECT ledger_post(ARRAY[${id(90)}::uuid], ARRAY[ledger_account_key(${merchantId}, 'payable', 'fen', NULL, NULL)],
      ARRAY[ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL)], ARRAY['fen'], ARRAY[${fen}::bigint],
      ARRAY['statement-paid'], ARRAY[${id(90)}::uuid], ARRAY[${NOW}::timestamptz])`
}

const pooled = () =>
  database.sql`SELECT owner_id AS merchant, balance FROM ledger_account WHERE book = 'payable' AND owner_id IN (SELECT institution_id FROM institution)
    ORDER BY 1`
const apart = () =>
  database.sql`SELECT merchant_id AS merchant, sponsor_id AS sponsor, balance FROM payable_pair JOIN ledger_account USING (owner_id)
    WHERE book = 'payable' ORDER BY 1, 2`

/** What the audit finds about what merchants are owed and how it came about. */
const faults = async (): Promise<unknown[]> => {
  const found: unknown[] = []
  for (const { query } of REDEMPTION_CHECKS) found.push(...(await query(database.sql)))
  return found
}

const liveADay = async (): Promise<string> => {
  const first = await redeem(1, id(11), MARKET)
  await redeem(2, id(12), MARKET)
  await redeem(3, id(12), MARKET)
  await redeem(4, id(11), BAKERY)
  await undo(await redeem(5, id(12), MARKET))
  await clash(first)
  await pay(BANK, MARKET, 1000)
  return first
}

describe('what merchants were owed in one book each', () => {
  it('is told apart by who owes it, and what happened before still counts', async () => {
    const first = await liveADay()
    expect(await pooled()).toEqual([
      { merchant: MARKET, balance: 2200n },
      { merchant: BAKERY, balance: 3600n },
    ])
    expect(await database.migrateOn()).toContain('0057-owed-by-whom.sql')
    expect(await pooled()).toEqual([
      { merchant: MARKET, balance: 0n },
      { merchant: BAKERY, balance: 0n },
    ])
    expect(await apart()).toEqual([
      { merchant: MARKET, sponsor: FUND, balance: 1800n },
      { merchant: MARKET, sponsor: BANK, balance: 400n },
      { merchant: BAKERY, sponsor: FUND, balance: 3600n },
    ])
    expect(await faults()).toEqual([])

    // What was taken before is undone out of the new book, and the next taking goes into it.
    await undo(first)
    await redeem(6, id(12), MARKET)
    expect(await apart()).toMatchObject([{ balance: 0n }, { balance: 1100n }, { balance: 3600n }])
    expect(await faults()).toEqual([])
  })

  it('stays where it is while takings, losses and payments say another sum, and the merchant is named', async () => {
    await liveADay()
    await database.sql`
      INSERT INTO statement_payment (payment_id, institution_id, sponsor_id, fen, loss_fen, reference, member_id, paid_at)
      VALUES (${id(91)}, ${MARKET}, ${BANK}, 100, 0, '没有转账', ${BANK}, ${NOW})`
    await expect(database.migrateOn()).rejects.toThrow(
      `merchant ${MARKET} is owed 2100 fen by its takings, losses and payments, and 2200 fen by its book`,
    )
    expect(await pooled()).toMatchObject([{ balance: 2200n }, { balance: 3600n }])
    expect(await database.sql`SELECT to_regproc('payable_owner') AS made`).toEqual([{ made: null }])
  })

  it('stays where it is while a sponsor has paid more than it owes', async () => {
    await liveADay()
    await undo(id(102))
    await expect(database.migrateOn()).rejects.toThrow(
      `sponsor ${BANK} has paid merchant ${MARKET} 300 fen more than it owes`,
    )
  })

  it('is nothing where nothing was ever taken', async () => {
    await database.migrateOn()
    expect([await pooled(), await apart()]).toEqual([[], []])
  })
})
