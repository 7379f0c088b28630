import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { startFarEnd, type FarEnd } from '#mock/gateways/index'
import { MIGRATIONS_FOLDER } from '#server/assets'
import {
  inventedCreditCode,
  openTestShop,
  ownerOf,
  registerTestInstitution,
} from '#test/harness/institution-world'
import {
  atWork,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { showCode, tillOf } from '#test/harness/till-world'

const CLIENT = { clientId: 'suitan', clientSecret: randomUUID() }
const CREDIT_CODE = inventedCreditCode()
const LAST_MINUTES = '2028-05-31T23:50:00+08:00'

let world: ResidentWorld
let mall: TestMall
let far: FarEnd
let now = () => Date.now()
beforeEach(async () => {
  far = await startFarEnd({ ...CLIENT, now: () => now() })
  const gateway = { kind: 'redPacket' as const, creditCode: CREDIT_CODE, url: far.url, ...CLIENT }
  world = await startResidentWorld(LAST_MINUTES, { deliveryGateways: [gateway] })
  now = () => world.clock.now().getTime()
  mall = await openTestMall(world)
})
afterEach(async () => {
  await world.close()
  await far.close()
})

const run = (job: string): Promise<void> => world.platform.deps.jobs.runNow(job)
const moveTo = async (moment: string): Promise<void> => {
  world.clock.set(moment)
  await run('points.expire-lots')
  mall = await atWork(world, mall)
}
/** Vouchers of a lot that ended at midnight, one of them given back since, and the account not yet closed. */
const afterMidnight = async (goodsIds: () => Promise<readonly string[]>) => {
  world.clock.set('2026-05-04T09:00:00+08:00')
  const { phone: before, accountId } = await spender(world, [2000])
  await moveTo(LAST_MINUTES)
  const phone = await world.signIn(before.person)
  const given = (await take(phone, await listed(mall))).body.voucherId as string
  const voucherIds: string[] = []
  for (const goodsId of await goodsIds())
    voucherIds.push((await take(phone, goodsId)).body.voucherId as string)
  await moveTo('2028-06-01T00:02:00+08:00')
  const later = await world.signIn(before.person)
  expect((await later.send('POST', `/v1/me/vouchers/${given}/refund`)).body.state).toBe('refunded')
  return { phone: later, accountId, voucherIds }
}
const close = async (phone: Phone): Promise<void> => {
  expect((await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })).status).toBe(200)
}
/** Two redemptions of the day, taken back after the account was closed. */
const undoneAfterClosing = async (): Promise<string> => {
  const made = await afterMidnight(async () => [await listed(mall), await listed(mall)])
  const till = await tillOf(mall.owner, mall.shopId)
  for (const voucherId of made.voucherIds)
    await till.scan((await showCode(made.phone, voucherId)).body.digits as string)
  await close(made.phone)
  for (const voucherId of made.voucherIds) expect((await till.undo(voucherId)).status).toBe(200)
  return made.accountId
}
/** Points and milligrams that are still somewhere in her name. */
const left = async (accountId: string) => {
  const [row] = await world.platform.deps.sql`
    SELECT coalesce(sum(balance) FILTER (WHERE unit = 'point'), 0)::int AS points,
      coalesce(sum(balance) FILTER (WHERE unit = 'mgCO2e'), 0)::int AS milligrams
    FROM ledger_account WHERE owner_id = ${accountId} OR owner_id IN (SELECT lot_id FROM points_lot WHERE account_id = ${accountId})`
  return row
}
const inPool = async (): Promise<bigint> => {
  const [row] = await world.platform.deps.sql<{ balance: bigint }[]>`
    SELECT balance FROM ledger_account WHERE book = 'public-pool' AND unit = 'mgCO2e'`
  return row?.balance ?? 0n
}

describe('what comes back to an account closed on a day on which something had come back before', () => {
  it('by a till’s undo goes to the public pool the next day', async () => {
    const accountId = await undoneAfterClosing()
    expect(await left(accountId)).toEqual({ points: 1000, milligrams: 1_000_000 })
    await moveTo('2028-06-02T00:02:00+08:00')
    expect(await left(accountId)).toEqual({ points: 0, milligrams: 0 })
    expect(await inPool()).toBe(2_000_000n)
    expect(await mallFaults(world)).toEqual([])
  })

  it('by a delivery that is refused does so too', async () => {
    const { phone, accountId, voucherIds } = await afterMidnight(async () => {
      const counter = await ownerOf(world, await registerTestInstitution(world, 'merchant', CREDIT_CODE))
      await openTestShop(counter, '线上发放')
      return [await listed(mall, { kind: 'redPacket', payableFen: 500, shopIds: [] }, 100_000, [counter])]
    })
    far.setMood('away')
    await phone.send('PUT', `/v1/me/vouchers/${voucherIds[0]}/recipient`, { recipient: 'wallet-0031' })
    await run('delivery.deliver')
    await close(phone)
    far.setMood('delivers')
    world.clock.advanceSeconds(61)
    await run('delivery.deliver')
    expect(await left(accountId)).toEqual({ points: 500, milligrams: 500_000 })
    await moveTo('2028-06-02T00:02:00+08:00')
    expect(await left(accountId)).toEqual({ points: 0, milligrams: 0 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('and lay in a lot that had ended goes there once the city is brought up to date', async () => {
    const { sql } = world.platform.deps
    await sql.unsafe(lotReturnedOf('0057-owed-by-whom.sql'))
    const accountId = await undoneAfterClosing()
    await moveTo('2028-06-03T00:02:00+08:00')
    expect(await left(accountId)).toEqual({ points: 1000, milligrams: 1_000_000 })
    await sql.unsafe(textOf('0065-back-to-a-closed-account.sql'))
    await moveTo('2028-06-03T00:03:00+08:00')
    expect(await left(accountId)).toEqual({ points: 0, milligrams: 0 })
    expect(await inPool()).toBe(2_000_000n)
    expect(await mallFaults(world)).toEqual([])
  })
})

const textOf = (migration: string): string => readFileSync(join(MIGRATIONS_FOLDER, migration), 'utf8')
/** The rule as it was then. */
const lotReturnedOf = (migration: string): string => {
  const [, rule] = /CREATE FUNCTION (lot_returned[\s\S]*?\$\$;)/.exec(textOf(migration)) ?? []
  return `CREATE OR REPLACE FUNCTION ${rule}`
}
