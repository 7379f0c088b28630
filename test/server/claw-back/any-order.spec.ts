import { randomUUID } from 'node:crypto'

import fc from 'fast-check'

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

const ORDERS = 6

let city: WithdrawalWorld
let mall: Awaited<ReturnType<typeof openTestMall>>
let goodsId: string
beforeAll(async () => {
  city = await startWithdrawalWorld()
  mall = await openTestMall(city.world)
  goodsId = await listed(await atWork(city.world, mall), {
    ...{ pricePoints: 400, perPersonMax: 50, stockTotal: 1_000 },
  })
}, 120_000)
afterAll(() => city.close())

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('ride' as const), rides: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('convert' as const),
      grams: fc.integer({ min: 1, max: 1_500 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('spend' as const, 'refund' as const, 'follow' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('settle' as const, 'issue' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** One person and what operators told of her, step by step. */
class Story {
  private readonly told: RideRow[] = []
  private readonly gone = new Set<string>()
  private readonly vouchers: string[] = []

  constructor(private readonly rider: Rider) {}

  async play(next: Step): Promise<void> {
    // Weeks may have passed since she was last here.
    const phone = await city.world.signIn(this.rider.phone.person)
    switch (next.kind) {
      case 'ride':
        return this.ride(next.rides)
      case 'withdraw':
        return this.withdraw(next.which)
      case 'convert':
        await phone.send(
          'POST',
          '/v1/me/conversions',
          { grams: next.grams },
          { 'idempotency-key': randomUUID() },
        )
        return
      case 'spend': {
        const { status, body } = await take(phone, goodsId)
        if (status === 201) this.vouchers.push(body.voucherId as string)
        return
      }
      case 'refund':
        await phone.send(
          'POST',
          `/v1/me/vouchers/${this.vouchers.pop() ?? `vch_${'0'.repeat(26)}`}/refund`,
          {},
        )
        return
      case 'follow':
        return city.follow()
      case 'settle':
        return city.settle()
      case 'issue':
        return city.issue()
    }
  }

  /** What is left of her rides, in milligrams. */
  valid(): number {
    return (this.told.length - this.gone.size) * RIDE_MILLIGRAMS
  }

  private async ride(count: number): Promise<void> {
    city.world.clock.set(`${city.today()}T22:00:00+08:00`)
    const hours = Array.from({ length: count }, (_, n) => 7 + 2 * n)
    const rows = hours.map((hour) => metroRide(this.rider, city.today(), { hour }))
    await city.push(rows)
    this.told.push(...rows)
    await city.settle()
  }

  private async withdraw(which: number): Promise<void> {
    const row = this.told[which % Math.max(1, this.told.length)]
    if (row === undefined) return
    await city.push([withdrawn(row, '不是乘客本人', 1 + which)])
    this.gone.add(row.rideNo)
  }
}

it('whatever comes after what, what she is shown is what her valid rides come to, and the books agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const rider = await city.rider()
      const story = new Story(rider)
      for (const next of steps) await story.play(next)
      await city.settle()
      await city.issue()
      await city.follow()
      const phone = await city.world.signIn(rider.phone.person)
      expect((await phone.get('/v1/me/home')).body.issuedMilligrams).toBe(story.valid())
      expect(await city.faults()).toEqual([])
    }),
    { numRuns: ORDERS },
  )
}, 300_000)
