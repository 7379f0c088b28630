import { decodeId } from '#domain/id'
import { expireLots } from '#server/points/expire-lots'
import { endDueVouchers } from '#server/voucher/end-due-vouchers'
import { invited } from '#test/harness/institution-world'
import { atWork, mallFaults, openTestMall, type TestMall } from '#test/harness/mall-world'
import { openOfflineTill, type OfflineTill } from '#test/harness/offline-till'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { withVoucher } from '#test/harness/till-world'

let world: ResidentWorld
let mall: TestMall
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  mall = await openTestMall(world)
})
afterAll(() => world.close())

const openSynced = async ({ owner, shopId } = mall): Promise<OfflineTill> => {
  const till = await openOfflineTill(world, await invited(world, owner, 'cashier', [shopId]), shopId)
  await till.sync()
  return till
}
const withForm = async (others: readonly TestMall[] = []) => {
  const terms = { isOffline: true, shopIds: [mall, ...others].map(({ shopId }) => shopId) }
  const agreeing = others.map(({ owner }) => owner)
  const made = await withVoucher(world, mall, terms, agreeing)
  const { body } = await made.phone.send('POST', `/v1/me/vouchers/${made.voucherId}/offline-form`)
  return { ...made, form: body.form as string }
}
const close = async (phone: Phone): Promise<number> => {
  const closed = await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
  return closed.body.disposedMilligrams as number
}
const outcomesOf = (answers: readonly { body: { items: readonly { outcome: string }[] } }[]): string[] =>
  answers.flatMap(({ body }) => body.items.map(({ outcome }) => outcome)).sort()
const leftOf = async (accountId: string, voucherId: string) => {
  const { sql } = world.platform.deps
  const [row] = await sql`
    SELECT state, person_index, closed_at IS NOT NULL AS is_closed, (SELECT count(*)::int FROM message WHERE message.account_id = account.account_id) AS messages,
      (SELECT coalesce(sum(balance), 0)::int FROM ledger_account WHERE unit = 'point' AND (owner_id = account.account_id
        OR owner_id IN (SELECT lot_id FROM points_lot WHERE points_lot.account_id = account.account_id))) AS left
    FROM account JOIN voucher USING (account_id) WHERE account_id = ${accountId} AND voucher_id = ${decodeId('vch', voucherId) ?? ''}`
  return row
}
const GONE = { is_closed: true, person_index: null, messages: 0 }

describe('an account closed while a form of hers is out', () => {
  it('is closed at once; told afterwards the voucher is redeemed and its shop paid, and nobody comes back to life', async () => {
    const [till, { phone, accountId, voucherId, form }] = [await openSynced(), await withForm()]
    till.takeOffline(form)
    expect(await close(phone)).toBe(1_500_000)
    expect(await leftOf(accountId, voucherId)).toEqual({ ...GONE, state: 'issued', left: 500 })
    await endDueVouchers(world.platform.deps)
    expect(outcomesOf([await till.tell()])).toEqual(['redeemed'])
    expect(await leftOf(accountId, voucherId)).toEqual({ ...GONE, state: 'redeemed', left: 0 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('pays both of two merchants that took it, and writes to nobody', async () => {
    const other = await openTestMall(world)
    const tills = [await openSynced(), await openSynced(other)]
    const { phone, accountId, voucherId, form } = await withForm([other])
    for (const till of tills) till.takeOffline(form)
    await close(phone)
    expect(outcomesOf(await Promise.all(tills.map((till) => till.tell())))).toEqual(['clash', 'redeemed'])
    expect(await leftOf(accountId, voucherId)).toEqual({ ...GONE, state: 'redeemed', left: 0 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('gives its points to the public pool when no till can tell any more', async () => {
    const { phone, accountId, voucherId } = await withForm()
    await close(phone)
    world.clock.advanceSeconds(2 * 86_400 - 1)
    await endDueVouchers(world.platform.deps)
    expect(await leftOf(accountId, voucherId)).toMatchObject({ state: 'issued' })
    world.clock.advanceSeconds(1)
    await endDueVouchers(world.platform.deps)
    world.clock.advanceSeconds(86_400)
    await expireLots(world.platform.deps)
    expect(await leftOf(accountId, voucherId)).toEqual({ ...GONE, state: 'refunded', left: 0 })
    mall = await atWork(world, mall)
    expect(await mallFaults(world)).toEqual([])
  })
})
