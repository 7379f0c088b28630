import { randomUUID } from 'node:crypto'

import { isRefusal } from '#contract'
import { decodeId } from '#domain/id'
import { createTakeQueue } from '#server/voucher/index'
import { listed, mallFaults, openTestMall, spender } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

const PEOPLE = 8

/** Two processes take for the same people at once, each through a queue of its own. */
const takeBothWays = async (goodsId: string, perPerson: number) => {
  const { deps } = world.platform
  const queues = [createTakeQueue(deps), createTakeQueue(deps)]
  const people: string[] = []
  for (let n = 0; n < PEOPLE; n += 1) people.push((await spender(world, [1000])).accountId)
  const uuid = decodeId('gds', goodsId) ?? ''
  const asked = people.flatMap((accountId) =>
    Array.from({ length: perPerson }, (_, n) =>
      queues[n % 2]!.take({ accountId, goodsId: uuid, requestKey: randomUUID(), isAtOnce: true }),
    ),
  )
  const answers = await Promise.all(asked)
  const refused = answers.flatMap((answer) => (isRefusal(answer) ? [answer.refused] : []))
  const [shelf] = await deps.sql<{ left: number; out: number }[]>`
    SELECT stock_left::int AS left, (SELECT count(*)::int FROM voucher WHERE voucher.goods_id = goods.goods_id) AS out
    FROM goods WHERE goods_id = ${uuid}`
  return { taken: answers.length - refused.length, refused, ...shelf }
}

describe('two queues on goods of which there is plenty', () => {
  it('count every one once and none beyond a person’s limit or points', async () => {
    const goodsId = await listed(
      await openTestMall(world),
      { stockTotal: 5000, pricePoints: 100, perPersonMax: 3 },
      10_000_000,
    )
    const { taken, refused, left, out } = await takeBothWays(goodsId, 6)
    expect({ taken, out, left }).toEqual({ taken: 3 * PEOPLE, out: 3 * PEOPLE, left: 5000 - 3 * PEOPLE })
    expect(new Set(refused)).toEqual(new Set(['goods.limit-reached']))
    expect(await mallFaults(world)).toEqual([])
  })

  it('give no more than the points there are', async () => {
    const goodsId = await listed(
      await openTestMall(world),
      { stockTotal: 5000, pricePoints: 400, perPersonMax: 9 },
      10_000_000,
    )
    const { taken, refused, left } = await takeBothWays(goodsId, 4)
    expect({ taken, left }).toEqual({ taken: 2 * PEOPLE, left: 5000 - 2 * PEOPLE })
    expect(new Set(refused)).toEqual(new Set(['points.not-enough']))
    expect(await mallFaults(world)).toEqual([])
  })
})
