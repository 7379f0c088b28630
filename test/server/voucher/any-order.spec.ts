import fc from 'fast-check'

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

let world: ResidentWorld
let opened: TestMall
beforeAll(async () => {
  world = await startResidentWorld()
  opened = await openTestMall(world)
})
afterAll(() => world.close())

const again = (phone: Phone): Promise<Phone> => world.signIn(phone.person)
const runJob = () => world.platform.deps.jobs.runNow('voucher.end-due')
const answerTo = (phone: Phone, voucherId: string, act: string) =>
  phone.send('POST', `/v1/me/vouchers/${voucherId}/${act}`)

describe('whatever order takes, confirmations, refunds and midnights come in', () => {
  it('leaves the books whole', async () => {
    const act = fc.oneof(
      fc.record({
        kind: fc.constantFrom('take', 'hold', 'confirm', 'refund'),
        who: fc.nat(1),
        which: fc.nat(4),
      }),
      fc.record({ kind: fc.constant('wait'), who: fc.constant(0), which: fc.integer({ min: 1, max: 40 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 14 }), async (acts) => {
        const people = [await spender(world, [300, 500]), await spender(world, [900])]
        // Time only goes on: to the last weeks of these lots.
        world.clock.advanceSeconds(24 * 30.4 * 86_400)
        const mall = await atWork(world, opened)
        const goodsId = await listed(mall, {
          stockTotal: 3,
          perPersonMax: 4,
          pricePoints: 350,
          voucherDays: 20,
        })
        let phones = await Promise.all(people.map(({ phone }) => again(phone)))
        const vouchers: [number, string][] = []
        for (const { kind, who, which } of acts) {
          const [voucher] = vouchers.slice(which % Math.max(1, vouchers.length))
          if (kind === 'wait') {
            world.clock.advanceSeconds(which * 86_400)
            await Promise.all([runJob(), world.platform.deps.jobs.runNow('points.expire-lots')])
            phones = await Promise.all(people.map(({ phone }) => again(phone)))
          } else if (kind === 'take' || kind === 'hold') {
            const answers = await Promise.all(phones.map((phone) => take(phone, goodsId, kind)))
            answers.forEach(({ status, body }, place) => {
              if (status === 201) vouchers.push([place, body.voucherId as string])
            })
          } else if (voucher !== undefined) {
            const phone = phones[voucher[0]]
            if (phone === undefined) throw new Error('one phone a person')
            const path = kind === 'confirm' ? 'confirmation' : 'refund'
            await Promise.all([
              answerTo(phone, voucher[1], path),
              runJob(),
              ...(who === 0 ? [answerTo(phone, voucher[1], 'refund')] : []),
            ])
          }
        }
        expect(await mallFaults(world)).toEqual([])
      }),
      { numRuns: 8 },
    )
  }, 120_000)
})
