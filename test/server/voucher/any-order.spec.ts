import fc from 'fast-check'

import { decodeId } from '#domain/id'
import { mallFaults } from '#test/harness/mall-world'

import { days, MallStory, startStoryCity, type StoryCity } from './mall-story'

let city: StoryCity
beforeAll(async () => {
  city = await startStoryCity()
})
afterAll(() => city.close())

const person = fc.nat(1)
const which = fc.nat(5)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('take', 'hold') }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('confirm', 'refund', 'redeem', 'undo'),
      which,
      isContested: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('form'), which, isTakenTwice: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('packet'),
      person,
      mood: fc.constantFrom('delivers', 'slow', 'lost', 'away', 'recipientUnknown'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('lastWord'),
      mood: fc.constantFrom('delivers', 'recipientUnknown'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('order'),
      person,
      step: fc.constantFrom('held', 'spend', 'redemption'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('orderStep'),
      step: fc.constantFrom('spend', 'redemption', 'refund', 'release'),
      which: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave'), person, isUndone: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('days'), days: fc.integer({ min: 1, max: 21 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('midnight', 'tell', 'pastUndo', 'turnBack') }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const play = (story: MallStory, next: Step): Promise<unknown> => {
  switch (next.kind) {
    case 'take':
    case 'hold':
      return story.takeBoth(next.kind)
    case 'confirm':
    case 'refund':
    case 'redeem':
    case 'undo':
      return story.act(next.kind, next.which, next.isContested)
    case 'form':
      return story.form(next.which, next.isTakenTwice)
    case 'packet':
      return story.packet(next.person, next.mood)
    case 'lastWord':
      return story.lastWord(next.mood)
    case 'order':
      return story.order(next.person, next.step)
    case 'orderStep':
      return story.orderStep(next.step, next.which)
    case 'leave':
      return story.leave(next.person, next.isUndone)
    case 'days':
      return story.wait(days(next.days))
    case 'midnight':
      return story.midnight()
    case 'tell':
      return story.tell()
    case 'pastUndo':
      return story.wait(601)
    case 'turnBack':
      return story.turnBack()
  }
}

/** A lot ends, one of its vouchers is given back that day, another used up; the account is closed, and what was used is undone. */
const LEFT_AND_UNDONE: Step[] = [
  { kind: 'take' },
  { kind: 'take' },
  { kind: 'midnight' },
  { kind: 'refund', which: 0, isContested: false },
  { kind: 'redeem', which: 2, isContested: false },
  { kind: 'leave', person: 0, isUndone: true },
  { kind: 'days', days: 2 },
]

describe('whatever order takes, holds, forms, deliveries, orders, redemptions, undos, refunds, closings, turn-backs and midnights come in', () => {
  // Of few the item is judged under its lock, of plenty before it.
  it.each([3, 5_000])(
    'leaves the books whole, of %d in stock',
    async (stockTotal) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 28 }), async (steps) => {
          const story = await MallStory.begin(city, stockTotal)
          for (const next of steps) await play(story, next)
          expect(await mallFaults(city.world)).toEqual([])
        }),
        { numRuns: 4, examples: [[LEFT_AND_UNDONE]] },
      )
    },
    180_000,
  )

  it('gets through all of them at least once', async () => {
    const story = await MallStory.begin(city, 9)
    await story.takeBoth('take')
    await story.act('redeem', 0, false)
    await story.act('undo', 0, false)
    await story.takeBoth('hold')
    await story.act('confirm', 2, false)
    await story.act('redeem', 2, false)
    await story.form(1, true)
    await story.tell()
    await story.order(0, 'redemption')
    await story.orderStep('refund', 0)
    await story.packet(1, 'delivers')
    await story.packet(0, 'away')
    await story.wait(601)
    await story.turnBack()
    await story.leave(0, true)
    await story.lastWord('recipientUnknown')
    await story.midnight()
    await story.wait(days(21))
    const { sql } = city.world.platform.deps
    const [said] = await sql`
      SELECT (SELECT array_agg(concat_ws(' ', state, channel, CASE WHEN reversed_at IS NOT NULL THEN 'undone' END) ORDER BY held_at, state, channel)
          FROM voucher LEFT JOIN redemption USING (voucher_id)
          WHERE goods_id IN (${decoded(story.goodsId)}, ${decoded(story.packetId)})) AS vouchers,
        (SELECT array_agg(outcome ORDER BY outcome) FROM delivery JOIN voucher USING (voucher_id)
          WHERE goods_id = ${decoded(story.packetId)}) AS delivered,
        (SELECT array_agg(outcome ORDER BY outcome) FROM till_log JOIN voucher USING (voucher_id)
          WHERE goods_id = ${decoded(story.goodsId)}) AS told`
    expect(said).toEqual({
      vouchers: [
        'redeemed code',
        'redeemed gateway',
        'redeemed offline',
        'refunded code undone',
        'refunded partner undone',
        'refunded',
        'released',
      ],
      delivered: ['delivered', 'refused'],
      told: ['clash', 'redeemed'],
    })
    expect(await mallFaults(city.world)).toEqual([])
  }, 60_000)
})

const decoded = (goodsId: string): string => decodeId('gds', goodsId) ?? ''
