import { invited } from '#test/harness/institution-world'
import { atWork, mallFaults, openTestMall, type TestMall } from '#test/harness/mall-world'
import { openOfflineTill } from '#test/harness/offline-till'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { faultsAfter } from '#test/harness/tampered'
import { openTill, showCode, withVoucher } from '#test/harness/till-world'

let world: ResidentWorld

/**
 * One till took three vouchers without network: the first is redeemed, the second was taken by another merchant before and is a clash, the
 * third is no form of ours. Two colleagues took the first one too: a clash, and one that is not paid. A fourth voucher was redeemed with network
 * and undone.
 */
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  const mall = await openTestMall(world)
  const other = await openTestMall(world)
  const open = async ({ owner, shopId }: TestMall) => {
    const cashier = await invited(world, owner, 'cashier', [shopId])
    const till = await openOfflineTill(world, cashier, shopId)
    await till.sync()
    return till
  }
  const formOf = async () => {
    const terms = { isOffline: true, shopIds: [mall.shopId, other.shopId] }
    const { phone, voucherId } = await withVoucher(world, mall, terms, [other.owner])
    return (await phone.send('POST', `/v1/me/vouchers/${voucherId}/offline-form`)).body.form as string
  }
  const [till, elsewhere] = [await open(mall), await open(other)]
  const colleagues = [await open(mall), await open(mall)]
  const [first, second] = [await formOf(), await formOf()]
  elsewhere.takeOffline(second)
  await elsewhere.tell()
  for (const form of [first, second, `${second.slice(0, -3)}${second.endsWith('000') ? '001' : '000'}`])
    till.takeOffline(form)
  await till.tell()
  for (const colleague of colleagues) {
    colleague.takeOffline(first)
    await colleague.tell()
  }
  const shop = await openTill(world, mall)
  const undone = await withVoucher(world, mall)
  await shop.scan((await showCode(undone.phone, undone.voucherId)).body.digits as string)
  world.clock.advanceSeconds(300)
  await shop.undo(undone.voucherId)
  await atWork(world, mall)
})
afterAll(() => world.close())

const OF_THREE = 'till_id = (SELECT till_id FROM till WHERE log_sequence = 3)'

describe('the audit of tills', () => {
  it('finds nothing wrong with what the service wrote', async () => {
    expect(await mallFaults(world)).toEqual([])
    const rows = await world.platform.deps.sql.unsafe(
      `SELECT outcome, reason FROM till_log WHERE ${OF_THREE} ORDER BY sequence`,
    )
    expect(rows.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['redeemed', null],
      ['clash', null],
      ['refused', 'formForged'],
    ])
  })

  it.each([
    [
      'a moment other than the signed one',
      `UPDATE till_log SET occurred_at = occurred_at + interval '1 second' WHERE ${OF_THREE} AND sequence = 1`,
      'till_log: what its device signed',
    ],
    [
      'a snapshot other than the signed one',
      `UPDATE till_log SET snapshot_at = snapshot_at - interval '1 second' WHERE ${OF_THREE} AND sequence = 1`,
      'till_log: what its device signed',
    ],
    [
      'a voucher other than the signed one',
      `UPDATE till_log SET voucher_id = gen_random_uuid() WHERE ${OF_THREE} AND sequence = 2`,
      'till_log: the form it took',
    ],
    [
      'a form nobody signed that is said to be ours',
      `UPDATE till_log SET voucher_id = (SELECT voucher_id FROM till_log WHERE ${OF_THREE} AND sequence = 2), reason = 'takenBefore'
        WHERE ${OF_THREE} AND sequence = 3`,
      'till_log: the form it took',
    ],
    [
      'a voucher that is worth something else than its form',
      'UPDATE voucher SET payable_fen = payable_fen + 1 WHERE offline_until IS NOT NULL',
      'till_log: the form it took',
    ],
    [
      'another reason',
      `UPDATE till_log SET reason = 'clockWrong' WHERE ${OF_THREE} AND sequence = 3`,
      'till_log: verdict',
    ],
    [
      'a clash that was refused',
      `UPDATE till_log SET outcome = 'refused', reason = 'toldLate', loss_fen = 0, merchant_id = NULL WHERE ${OF_THREE} AND sequence = 2`,
      'till_log: verdict',
    ],
    [
      'a second payment to a merchant who is paid',
      `UPDATE till_log SET outcome = 'clash', reason = NULL, loss_fen = 1800, merchant_id = (
        SELECT institution_id FROM till JOIN shop USING (shop_id) WHERE till.till_id <> till_log.till_id AND institution_id <> (
          SELECT institution_id FROM till JOIN shop USING (shop_id) WHERE till.till_id = till_log.till_id) LIMIT 1)
        WHERE reason = 'paidBefore'`,
      'till_log: verdict',
    ],
    ['a snapshot that was never given', `DELETE FROM till_snapshot WHERE ${OF_THREE}`, 'till_log: verdict'],
    [
      'a till that was revoked before it told',
      `UPDATE till SET revoked_at = registered_at - interval '1 hour' WHERE log_sequence = 3`,
      'till_log: verdict',
    ],
    ['goods that are not for this shop', 'DELETE FROM goods_shop', 'till_log: verdict'],
    [
      'a text that was written again, digest and all',
      `UPDATE till_log SET signed_text = signed_text || '0', digest = substr(sha512(convert_to(signed_text || '0', 'UTF8')), 1, 32)
        WHERE ${OF_THREE} AND sequence = 3`,
      'till_log: chain and signature',
    ],
    [
      'an entry that is gone',
      `DELETE FROM till_log WHERE ${OF_THREE} AND sequence = 3`,
      'till: end of its log',
    ],
    [
      'an undoing after its minutes',
      `WITH later AS (UPDATE redemption SET reversed_at = redeemed_at + interval '10 minutes 1 second' WHERE reversed_at IS NOT NULL
        RETURNING voucher_id, reversed_at) UPDATE voucher SET ended_at = reversed_at FROM later WHERE later.voucher_id = voucher.voucher_id`,
      'redemption: undone in time',
    ],
    [
      'an undoing while a form is out',
      `UPDATE voucher SET offline_until = ended_at FROM redemption WHERE redemption.voucher_id = voucher.voucher_id
        AND reversed_at IS NOT NULL`,
      'redemption: undone in time',
    ],
    ['a voucher of goods that are gone', 'DELETE FROM goods', 'voucher: its goods and its account'],
    [
      'a voucher of nobody',
      'UPDATE voucher SET account_id = gen_random_uuid() WHERE offline_until IS NULL',
      'voucher: its goods and its account',
    ],
    [
      'a member the log tells of and nobody has',
      'DELETE FROM institution_member WHERE member_id NOT IN (SELECT member_id FROM till)',
      'institution_member: a row behind the log',
    ],
  ])('names %s', async (_name, change, fault) => {
    expect(await faultsAfter(world, change)).toContain(fault)
  })
})
