import { invited, openTestShop } from '#test/harness/institution-world'
import { atWork, listed, mallFaults, openTestMall, spender, take } from '#test/harness/mall-world'
import { openOfflineTill } from '#test/harness/offline-till'
import { partnerOfMall } from '#test/harness/partner-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { stateAt, statementOf } from '#test/harness/statement-world'
import { faultsAfter } from '#test/harness/tampered'
import { withVoucher } from '#test/harness/till-world'

let world: ResidentWorld

/**
 * Two malls whose tills took one voucher without network, which is a clash; a cashier who was dismissed; an order nobody has answered, one
 * that was spent, a hold that was confirmed; a statement that was disputed and answered.
 */
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  let mall = await openTestMall(world)
  const other = await openTestMall(world)
  await openTestShop(mall.owner, '第二家')
  const cashier = await invited(world, mall.owner, 'cashier', [mall.shopId])
  const till = await openOfflineTill(world, cashier, mall.shopId)
  const elsewhere = await openOfflineTill(
    world,
    await invited(world, other.owner, 'cashier', [other.shopId]),
    other.shopId,
  )
  await till.sync()
  await elsewhere.sync()
  const terms = { isOffline: true, shopIds: [mall.shopId, other.shopId] }
  const told = await withVoucher(world, mall, terms, [other.owner])
  const { body: form } = await told.phone.send('POST', `/v1/me/vouchers/${told.voucherId}/offline-form`)
  // A clock of its own tells moments finer than ours.
  class Finer extends Date {
    override toISOString(): string {
      return super.toISOString().replace('Z', '999900Z')
    }
  }
  till.takeOffline(form.form as string, new Finer(world.clock.now()))
  elsewhere.takeOffline(form.form as string)
  world.clock.advanceSeconds(1)
  await till.tell()
  await elsewhere.tell()
  await mall.owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`)
  const partner = partnerOfMall(world, mall)
  const order = { goodsId: await listed(mall), shopId: mall.shopId }
  const asked = await partner.ask('no-1', order)
  const { phone } = await spender(world)
  await phone.send('POST', `/v1/me/partner-orders/${asked.body.approvalCode}/approval`)
  await partner.step('no-1', 'spend')
  await partner.ask('no-2', order)
  const held = await take(phone, order.goodsId, 'hold')
  world.clock.advanceSeconds(60)
  await phone.send('POST', `/v1/me/vouchers/${held.body.voucherId}/confirmation`)
  await stateAt(world, '2026-05-05T01:00:00+08:00')
  mall = await atWork(world, mall)
  const { body } = await statementOf(mall, '2026-05-04')
  await mall.owner.send('POST', `/v1/institution/statements/${body.statementId}/dispute`, {
    reason: '少了一杯',
  })
  await mall.owner.send('POST', `/v1/institution/disputes/${body.statementId}/answer`, { answer: '没有少' })
})
afterAll(() => world.close())

const OTHER_INSTITUTION = (of: string): string =>
  `(SELECT institution_id FROM institution WHERE institution.institution_id <> ${of} ORDER BY 1 LIMIT 1)`

describe('the audit of members, tills and what residents hold', () => {
  it('finds nothing wrong with what the service wrote', async () => {
    expect(await mallFaults(world)).toEqual([])
    const [lived] = await world.platform.deps.sql`
      SELECT (SELECT array_agg(outcome ORDER BY outcome) FROM till_log) AS outcomes, (SELECT count(*)::int FROM statement_act) AS said,
        (SELECT count(*)::int FROM till WHERE revoked_at IS NOT NULL) AS revoked,
        (SELECT count(*)::int FROM voucher WHERE issued_at > held_at) AS confirmed,
        (SELECT bool_and(occurred_at = date_trunc('second', occurred_at)) FROM till_log) AS is_cut`
    expect(lived).toEqual({
      outcomes: ['clash', 'redeemed'],
      said: 2,
      revoked: 1,
      confirmed: 1,
      is_cut: true,
    })
  })

  it.each([
    [
      'an owner who became one of another company',
      `UPDATE institution_member SET institution_id = ${OTHER_INSTITUTION('institution_member.institution_id')} WHERE role = 'owner'`,
      'institution_member: institutionId as the log says',
    ],
    [
      'another person in the place of a member',
      `UPDATE institution_member SET subject_index = set_byte(subject_index, 0, (get_byte(subject_index, 0) + 1) % 256)
        WHERE role = 'owner'`,
      'institution_member: personSeal as the log says',
    ],
    [
      'a member who is found as somebody else too',
      `UPDATE institution_member SET person_index = '\\x00' WHERE dismissed_at IS NULL AND role = 'cashier'`,
      'institution_member: personSeal as the log says',
    ],
    [
      'a member whose seal is gone with its salt',
      'UPDATE institution_member SET seal_salt = NULL, subject_index = sha256(subject_index) WHERE dismissed_at IS NULL',
      'institution_member: personSeal as the log says',
    ],
    [
      'a dismissed member who is back',
      `UPDATE institution_member SET dismissed_at = NULL, subject_index = '\\x07' WHERE dismissed_at IS NOT NULL`,
      'institution_member: a row behind the log',
    ],
    [
      'a cashier in every shop of her company',
      `INSERT INTO member_shop SELECT member_id, shop_id FROM institution_member JOIN shop USING (institution_id)
        WHERE role = 'cashier' ON CONFLICT DO NOTHING`,
      'institution_member: shopIds as the log says',
    ],
    [
      'a cashier in a shop of another company',
      `INSERT INTO member_shop SELECT member_id, shop_id FROM institution_member CROSS JOIN shop
        WHERE role = 'cashier' AND shop.institution_id <> institution_member.institution_id`,
      'member_shop: a cashier and a shop of one institution',
    ],
    ['a cashier in no shop', 'DELETE FROM member_shop', 'institution_member: shopIds as the log says'],
    [
      'a dismissed cashier’s till that is back at work',
      'UPDATE till SET revoked_at = NULL WHERE revoked_at IS NOT NULL',
      'till: revoked with its member',
    ],
    [
      'a till that nobody revoked',
      'UPDATE till SET revoked_at = now() WHERE revoked_at IS NULL',
      'till: revoked with its member',
    ],
    [
      'another device in the place of a till',
      'UPDATE till SET public_key = sha256(public_key)',
      'till: publicKeyDigest as the log says',
    ],
    [
      'a clash of another company',
      `UPDATE till_log SET merchant_id = ${OTHER_INSTITUTION('till_log.merchant_id')} WHERE outcome = 'clash'`,
      'till_log: whose loss, and when',
    ],
    [
      'a clash that was told an hour later',
      `UPDATE till_log SET received_at = received_at + interval '1 hour' WHERE outcome = 'clash'`,
      'till_log: whose loss, and when',
    ],
    [
      'a snapshot nobody gave',
      'INSERT INTO till_snapshot SELECT till_id, now() FROM till',
      'till_snapshot: seal',
    ],
    [
      'a snapshot of another moment',
      `UPDATE till_snapshot SET taken_at = taken_at + interval '1 hour'`,
      'till_snapshot: seal',
    ],
    [
      'a company that was registered earlier',
      `UPDATE institution SET registered_at = registered_at - interval '1 year'`,
      'institution: registered as the log says',
    ],
    [
      'a code that leads to another order',
      `UPDATE partner_order SET code_index = set_byte(code_index, 0, (get_byte(code_index, 0) + 1) % 256) WHERE code_index IS NOT NULL`,
      'partner_order: the index of its code',
    ],
    [
      'other words of a dispute',
      `UPDATE statement_act SET text = '没有异议' WHERE act = 'disputed'`,
      'statement_act: textDigest as the log says',
    ],
    [
      'an answer in other words',
      `UPDATE statement_act SET text = '少了' WHERE act = 'answered'`,
      'statement_act: textDigest as the log says',
    ],
    [
      'what was said in another order',
      'UPDATE statement_act SET act_no = act_no + 5',
      'statement_act: actNo as the log says',
    ],
    [
      'an order that was spent and declined',
      'UPDATE partner_order SET declined_at = asked_at WHERE account_id IS NOT NULL',
      'partner_order: how long it was asked and how that ended',
    ],
    [
      'an order that was declined when nobody was asked any more',
      'UPDATE partner_order SET declined_at = now() WHERE account_id IS NULL',
      'partner_order: how long it was asked and how that ended',
    ],
    [
      'an order that is asked for longer',
      `UPDATE partner_order SET ask_until = ask_until + interval '1 hour'`,
      'partner_order: how long it was asked and how that ended',
    ],
    [
      'conversions into lots that are none',
      'UPDATE conversion SET lot_id = gen_random_uuid()',
      'conversion: account and lot',
    ],
    [
      'lots that last longer, their conversions hidden',
      `WITH hidden AS (UPDATE conversion SET lot_id = gen_random_uuid())
        UPDATE points_lot SET expires_at = expires_at + interval '10 years'`,
      'points_lot: month, end and place',
    ],
    [
      'a child of a lot that is none',
      `UPDATE points_lot SET parent_lot_id = gen_random_uuid(), returned_on = '2026-05-04', expires_at = expires_at + interval '10 years'`,
      'points_lot: child of a lot that ended',
    ],
    [
      'a voucher that was issued later on its day',
      `UPDATE voucher SET issued_at = issued_at + interval '1 hour' WHERE issued_at IS NOT NULL`,
      'voucher: when it was issued',
    ],
    [
      'a voucher left behind by an account that is open',
      'UPDATE voucher SET ends_with_form = true WHERE offline_until IS NOT NULL',
      'voucher: ends with its form',
    ],
  ])('names %s', async (_name, change, fault) => {
    expect(await faultsAfter(world, change)).toContain(fault)
  })

  it('says so of a log of actions in which nothing can be read', async () => {
    const nonsense = {
      kinds: 1,
      at: 'x',
      validTo: 'x',
      reductionMilligrams: 'x',
      shopIds: 7,
      stockTotal: 'x',
    }
    for (const change of [`detail = '${JSON.stringify(nonsense)}'`, `subject = 'x'`, `detail = '[]'`])
      expect(await faultsAfter(world, `UPDATE audit_entry SET ${change}`)).toContain('audit_entry: digest')
  })

  it('lets be what was written before the log said so much', async () => {
    const before = `WITH unsealed AS (UPDATE till_snapshot SET seal = NULL), salted AS (UPDATE institution_member SET seal_salt = NULL)
      UPDATE audit_entry SET detail = detail - ARRAY['shopIds', 'personSeal', 'publicKeyDigest', 'actNo', 'textDigest']`
    const found = await faultsAfter(world, before)
    expect(found.filter((fault) => !/^run|^account_month|transfer of a posting/.test(fault))).toEqual([
      'audit_entry: digest',
    ])
  })
})
