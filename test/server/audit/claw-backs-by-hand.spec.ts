import { randomUUID } from 'node:crypto'

import { atWork, listed, openTestMall, take } from '#test/harness/mall-world'
import { faultsAfter } from '#test/harness/tampered'
import {
  metroRide,
  startWithdrawalWorld,
  withdrawn,
  type WithdrawalWorld,
} from '#test/harness/withdrawal-world'

let city: WithdrawalWorld
/** Somebody whose one ride was taken back whole, and somebody who owes a part of it and has repaid some. */
beforeAll(async () => {
  city = await startWithdrawalWorld()
  const mall = await openTestMall(city.world)
  const goodsId = await listed(await atWork(city.world, mall), { pricePoints: 900 })
  const [whole, owing] = [await city.rider(), await city.rider()]
  const rows = [whole, owing].map((rider) => metroRide(rider, city.today()))
  await city.ridden([...rows, metroRide(whole, city.today(), { hour: 9 })])
  await owing.phone.send('POST', '/v1/me/conversions', { grams: 950 }, { 'idempotency-key': randomUUID() })
  await take(owing.phone, goodsId)
  await city.push(rows.map((row) => withdrawn(row)))
  await city.follow()
  await city.ridden([metroRide(owing, city.today())])
}, 120_000)
afterAll(() => city.close())

it('finds nothing where nothing was touched', async () => {
  expect(await city.faults()).toEqual([])
})

it.each([
  [
    'a withdrawn ride that counts again',
    'UPDATE ride SET state = 0 WHERE state = 3',
    ['claw_back: its ride', 'account: issued less taken back and owed'],
  ],
  ['a ride withdrawn by nobody', 'UPDATE ride SET state = 3 WHERE state = 0', ['claw_back: its ride']],
  ['a withdrawal that is gone', 'DELETE FROM claw_back', ['claw_back: its ride', 'claw_back: its transfers']],
  [
    'another ride’s milligrams',
    'UPDATE claw_back SET milligrams = milligrams + 1, free_milligrams = free_milligrams + 1',
    ['claw_back: its ride', 'claw_back: its transfers'],
  ],
  [
    'more found than was found',
    'UPDATE claw_back SET free_milligrams = free_milligrams + 1, shortfall_milligrams = shortfall_milligrams - 1 WHERE shortfall_milligrams > 0',
    ['claw_back: its transfers', 'ledger_account: what is owed'],
  ],
  [
    'points that were never taken',
    `UPDATE claw_back SET points_milligrams = points_milligrams + 1000, free_milligrams = free_milligrams - 1000 WHERE shortfall_milligrams = 0`,
    ['claw_back: its transfers', 'claw_back: its points'],
  ],
  [
    'a shortfall repaid by hand',
    'UPDATE claw_back SET repaid_milligrams = repaid_milligrams + 7 WHERE guarantee_due_on IS NOT NULL',
    ['claw_back: repaid', 'ledger_account: what is owed'],
  ],
  [
    'a shortfall forgiven',
    `UPDATE ledger_account SET balance = 0 WHERE book = 'shortfall'`,
    [
      'ledger_account: balance and version',
      'ledger_account: what is owed',
      'account: issued less taken back and owed',
    ],
  ],
  [
    'another moment',
    `UPDATE claw_back SET taken_at = taken_at - interval '1 hour' WHERE shortfall_milligrams > 0`,
    ['claw_back: its transfers'],
  ],
  [
    'milligrams taken from somebody else',
    `UPDATE claw_back SET account_id = (SELECT account_id FROM claw_back ORDER BY account_id LIMIT 1)`,
    ['claw_back: its ride', 'claw_back: from whom to whom'],
  ],
  [
    'a lost ride that had not lost',
    'UPDATE claw_back SET is_counted = false, milligrams = 0, free_milligrams = 0, points_milligrams = 0, shortfall_milligrams = 0, repaid_milligrams = 0, guarantee_due_on = NULL',
    ['claw_back: its ride', 'claw_back: a ride that had lost', 'claw_back: its transfers'],
  ],
  [
    'a month that did not fall',
    'UPDATE account_month SET rides = rides + 1, issued_milligrams = issued_milligrams + 970000',
    ['account_month: rides and issued_milligrams'],
  ],
  [
    'a claw-back undone in wait',
    'UPDATE claw_back SET taken_at = NULL, free_milligrams = NULL, points_milligrams = NULL, shortfall_milligrams = NULL WHERE guarantee_due_on IS NULL',
    [
      'claw_back: its transfers',
      'claw_back: a day after it was due',
      'account: issued less taken back and owed',
    ],
  ],
])('finds %s', async (_name, change, faults) => {
  expect(await faultsAfter(city.world, change)).toEqual(expect.arrayContaining(faults))
})
