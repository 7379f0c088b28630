import { randomUUID } from 'node:crypto'

import { suspendInstitution } from '#server/admin/index'
import { invited, registerTestInstitution } from '#test/harness/institution-world'
import { atWork, listed, mallFaults, openTestMall, spender } from '#test/harness/mall-world'
import { openOfflineTill } from '#test/harness/offline-till'
import { partnerOfMall } from '#test/harness/partner-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { stateAt, statementOf } from '#test/harness/statement-world'
import { faultsAfter } from '#test/harness/tampered'
import { openTill, showCode, withVoucher } from '#test/harness/till-world'

let world: ResidentWorld

/**
 * A day of a mall: a voucher redeemed by its code, one without network, one undone, one given back, an order of the company's own server;
 * points turned back; the day stated, confirmed and paid. Another company agreed to goods that name it; a third is suspended.
 */
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  let mall = await openTestMall(world)
  const other = await openTestMall(world)
  const offline = await openOfflineTill(
    world,
    await invited(world, mall.owner, 'cashier', [mall.shopId]),
    mall.shopId,
  )
  await offline.sync()
  const terms = { isOffline: true, shopIds: [mall.shopId, other.shopId] }
  const told = await withVoucher(world, mall, terms, [other.owner])
  const { body: form } = await told.phone.send('POST', `/v1/me/vouchers/${told.voucherId}/offline-form`)
  offline.takeOffline(form.form as string)
  await offline.tell()
  const till = await openTill(world, mall)
  for (const isUndone of [false, true]) {
    const { phone, voucherId } = await withVoucher(world, mall)
    await till.scan((await showCode(phone, voucherId)).body.digits as string)
    if (isUndone) await till.undo(voucherId)
  }
  const back = await withVoucher(world, mall)
  await back.phone.send('POST', `/v1/me/vouchers/${back.voucherId}/refund`)
  await orderSomething(mall)
  world.clock.advanceSeconds(700)
  await mall.owner.send('POST', '/v1/institution/turn-backs', undefined, { 'idempotency-key': randomUUID() })
  const { creditCode } = await registerTestInstitution(world)
  await suspendInstitution(world.platform.deps, new Map([['credit-code', creditCode]]))
  await stateAt(world, '2026-05-05T01:00:00+08:00')
  mall = await atWork(world, mall)
  const { body } = await statementOf(mall, '2026-05-04')
  await mall.owner.send('POST', `/v1/institution/statements/${body.statementId}/confirmation`)
  const paid = { reference: '工行 1', fen: body.payableFen as number }
  await mall.owner.send('POST', `/v1/institution/dues/${body.statementId}/payment`, paid)
})
afterAll(() => world.close())

const orderSomething = async (mall: Awaited<ReturnType<typeof openTestMall>>): Promise<void> => {
  const partner = partnerOfMall(world, mall)
  const asked = await partner.ask('no-1', { goodsId: await listed(mall), shopId: mall.shopId })
  const { phone } = await spender(world)
  await phone.send('POST', `/v1/me/partner-orders/${asked.body.approvalCode}/approval`)
  await partner.step('no-1', 'spend')
  await partner.step('no-1', 'redemption')
}

const ANOTHER = `(SELECT member_id FROM institution_member AS another WHERE another.member_id <> `

describe('the audit of a mall', () => {
  it('finds nothing wrong with what the service wrote', async () => {
    expect(await mallFaults(world)).toEqual([])
    const [lived] = await world.platform.deps.sql`
      SELECT (SELECT array_agg(DISTINCT channel ORDER BY channel) FROM redemption) AS channels,
        (SELECT count(*)::int FROM redemption WHERE reversed_at IS NOT NULL) AS undone, (SELECT count(*)::int FROM turn_back) AS turned,
        (SELECT count(*)::int FROM statement_payment) AS paid, (SELECT count(*)::int FROM statement_act) AS said`
    expect(lived).toEqual({
      channels: ['code', 'offline', 'partner'],
      undone: 1,
      turned: 1,
      paid: 1,
      said: 1,
    })
  })

  it.each([
    [
      'a cashier who became an owner',
      `UPDATE institution_member SET role = 'owner' WHERE role = 'cashier'`,
      'institution_member: role as the log says',
    ],
    [
      'a suspension nobody ordered',
      'UPDATE institution SET suspended_at = now() WHERE suspended_at IS NULL',
      'institution: suspended as the log says',
    ],
    [
      'a suspension that is gone',
      'UPDATE institution SET suspended_at = NULL WHERE suspended_at IS NOT NULL',
      'institution: suspended as the log says',
    ],
    [
      'an institution of another kind',
      'UPDATE institution SET is_mall_operator = false',
      'institution: kinds as the log says',
    ],
    [
      'a payment under another reference',
      `UPDATE statement_payment SET reference = '没有这笔'`,
      'statement_payment: reference as the log says',
    ],
    [
      'another limit for each person',
      'UPDATE goods SET per_person_max = 999',
      'goods: termsDigest as the log says',
    ],
    ['goods of another name', `UPDATE goods SET name_zh = '别的'`, 'goods: termsDigest as the log says'],
    [
      'goods sold until another day',
      `UPDATE goods SET sold_to = sold_from + interval '9 days'`,
      'goods: termsDigest as the log says',
    ],
    [
      'a shop goods were not listed for',
      'INSERT INTO goods_shop SELECT goods_id, shop_id FROM goods CROSS JOIN shop ON CONFLICT DO NOTHING',
      'goods: termsDigest as the log says',
    ],
    [
      'more of an item',
      'UPDATE goods SET stock_total = 200, stock_left = stock_left + 100',
      'goods: stockTotal as the log says',
    ],
    ['a company that was never asked', 'DELETE FROM goods_consent', 'goods_consent: whom goods name'],
    [
      'a yes nobody said',
      `UPDATE goods_consent SET answered_at = answered_at + interval '1 second'`,
      'goods_consent: its answer',
    ],
    [
      'a yes from before anybody was asked',
      `UPDATE goods_consent SET is_agreed = true, member_id = NULL, answered_at = listed_at FROM goods
        WHERE goods.goods_id = goods_consent.goods_id`,
      'goods_consent: its answer',
    ],
    ['a no nobody said', 'UPDATE goods_consent SET is_agreed = false', 'goods_consent: its answer'],
    [
      'a form that was told and never signed',
      'UPDATE voucher SET offline_until = NULL WHERE offline_until IS NOT NULL',
      'till_log: its voucher’s form',
    ],
    [
      'a form that is out for years',
      `UPDATE voucher SET offline_until = held_at + interval '3 years' WHERE offline_until IS NOT NULL`,
      'voucher: until when a form is out',
    ],
    [
      'a form of goods that allow none',
      'UPDATE voucher SET offline_until = held_at WHERE offline_until IS NULL',
      'voucher: until when a form is out',
    ],
    [
      'an undo by somebody else',
      `UPDATE redemption SET reversed_by = ${ANOTHER} redemption.reversed_by LIMIT 1) WHERE reversed_by IS NOT NULL`,
      'redemption: actor as the log says',
    ],
    [
      'somebody who undid what was never undone',
      `UPDATE redemption SET channel = 'gateway', reversed_by = (SELECT member_id FROM institution_member LIMIT 1) WHERE channel = 'partner'`,
      'redemption: who and when',
    ],
    [
      'points turned back by somebody else',
      `UPDATE turn_back SET member_id = ${ANOTHER} turn_back.member_id LIMIT 1)`,
      'turn_back: actor as the log says',
    ],
    [
      'a word of somebody else',
      `UPDATE statement_act SET member_id = ${ANOTHER} statement_act.member_id LIMIT 1)`,
      'statement_act: actor as the log says',
    ],
    [
      'a hold that lasts longer',
      `UPDATE voucher SET held_until = held_until + interval '1 day'`,
      'voucher: how long it was held',
    ],
  ])('names %s', async (_name, change, fault) => {
    expect(await faultsAfter(world, change)).toContain(fault)
  })

  it('lets be what was written before the log said so much', async () => {
    const before = `WITH undone AS (DELETE FROM audit_entry WHERE action = 'redemption.undone')
      UPDATE audit_entry SET detail = detail - 'termsDigest' WHERE action = 'goods.listed'`
    const found = await faultsAfter(world, before)
    expect(found.filter((fault) => !/^run|^account_month|transfer of a posting/.test(fault))).toEqual([
      'audit_entry: digest',
    ])
  })
})
