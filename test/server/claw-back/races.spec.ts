import { randomUUID } from 'node:crypto'

import type { RideRow } from '#contract'
import { atWork, listed, openTestMall, take } from '#test/harness/mall-world'
import {
  metroRide,
  RIDE_MILLIGRAMS,
  startWithdrawalWorld,
  withdrawn,
  type Rider,
  type WithdrawalWorld,
} from '#test/harness/withdrawal-world'

let city: WithdrawalWorld
let goodsId: string
beforeAll(async () => {
  city = await startWithdrawalWorld()
  const mall = await openTestMall(city.world)
  goodsId = await listed(await atWork(city.world, mall), { pricePoints: 300, perPersonMax: 10 })
}, 120_000)
afterAll(() => city.close())

const sql = () => city.world.platform.deps.sql

/** What her books come to: all that was taken back of one owner's rides, and what she owes. */
const takenBack = async (accountId: string) => {
  const [row] = await sql()<{ claw_backs: number; taken: bigint; owed: bigint }[]>`
    SELECT count(*)::int AS claw_backs, sum(free_milligrams + points_milligrams)::bigint AS taken, sum(shortfall_milligrams)::bigint AS owed
    FROM claw_back WHERE account_id = ${accountId}`
  return row!
}

const rode = async (hours: readonly number[]): Promise<{ rider: Rider; rows: RideRow[] }> => {
  const rider = await city.rider()
  const rows = hours.map((hour) => metroRide(rider, city.today(), { hour }))
  await city.ridden(rows)
  return { rider, rows }
}

it('one ride withdrawn by two pushes at once is withdrawn once', async () => {
  const { rider, rows } = await rode([7])
  const answers = await Promise.all(
    [1, 2, 3].map((revision) => city.push([withdrawn(rows[0]!, '重复', revision)])),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  await Promise.all([city.follow(), city.follow(), city.follow()])
  expect(await takenBack(rider.accountId)).toEqual({
    claw_backs: 1,
    taken: BigInt(RIDE_MILLIGRAMS),
    owed: 0n,
  })
  expect(await city.faults()).toEqual([])
})

it('what she converts and spends meanwhile is spent or taken back, never both', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { rider, rows } = await rode([7, 9, 11])
    await city.push(rows.map((row) => withdrawn(row)))
    const convert = (grams: number) =>
      rider.phone.send('POST', '/v1/me/conversions', { grams }, { 'idempotency-key': randomUUID() })
    await convert(600)
    await Promise.all([
      city.follow(),
      convert(900),
      take(rider.phone, goodsId),
      convert(700),
      take(rider.phone, goodsId),
      city.follow(),
      take(rider.phone, goodsId),
    ])
    await city.follow()
    const { taken, owed } = await takenBack(rider.accountId)
    expect(taken + owed).toBe(3n * BigInt(RIDE_MILLIGRAMS))
    const [spent] = await sql()<{ milligrams: bigint }[]>`
      SELECT coalesce(sum(price_points), 0)::bigint * 1000 AS milligrams FROM voucher WHERE account_id = ${rider.accountId}`
    expect((await rider.phone.get('/v1/me/home')).body.issuedMilligrams).toBe(0)
    // What is owed was spent, or came to her too late to be found: then it lies with her still.
    const [left] = await sql()<{ milligrams: bigint }[]>`
      SELECT (coalesce(sum(balance) FILTER (WHERE book = 'holding'), 0) + coalesce(sum(balance) FILTER (WHERE book = 'points-backing'), 0)
        - ${spent!.milligrams})::bigint AS milligrams FROM ledger_account WHERE owner_id = ${rider.accountId}`
    expect(owed).toBe(spent!.milligrams + left!.milligrams)
    expect(await city.faults()).toEqual([])
  }
}, 120_000)

it('a ride withdrawn while its run is being issued is taken back, with the issuing or after it', async () => {
  for (let round = 0; round < 4; round += 1) {
    const riders = [await city.rider(), await city.rider(), await city.rider()]
    const rows = riders.map((rider) => metroRide(rider, city.today()))
    city.world.clock.set(`${city.today()}T22:00:00+08:00`)
    await city.push(rows)
    await city.settle()
    await Promise.all([city.issue(), ...rows.map((row) => city.push([withdrawn(row)])), city.follow()])
    await city.follow()
    for (const { accountId, phone } of riders) {
      expect(await takenBack(accountId)).toEqual({ claw_backs: 1, taken: BigInt(RIDE_MILLIGRAMS), owed: 0n })
      expect((await phone.get('/v1/me/home')).body).toMatchObject({
        issuedMilligrams: 0,
        balanceMilligrams: 0,
      })
    }
    expect(await city.faults()).toEqual([])
  }
}, 120_000)

it('an account that closes while a ride of it is taken back leaves nothing behind', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { rider, rows } = await rode([7, 9])
    await city.push([withdrawn(rows[0]!)])
    await Promise.all([
      city.follow(),
      rider.phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' }),
      city.push([withdrawn(rows[1]!)]),
    ])
    await city.follow()
    const { taken, owed } = await takenBack(rider.accountId)
    expect(taken + owed).toBe(2n * BigInt(RIDE_MILLIGRAMS))
    expect(await city.faults()).toEqual([])
  }
}, 120_000)
