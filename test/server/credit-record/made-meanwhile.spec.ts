import { makeStatement } from '#test/harness/credit-world'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { listed, mallFaults, openTestMall, spender, take } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { untilWaiting } from '#test/harness/until-waiting'

const TITLE = {
  ...{ kind: 'title', name: { zh: '绿色出行家', en: 'Green rider' }, pricePoints: 1_000 },
  ...{ payableFen: 0, perPersonMax: 1, voucherDays: 1, shopIds: [], stockTotal: 5 },
} as const

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
}, 60_000)
afterAll(() => world.close())

it('bears a moment that is not before what it rests on, though points were used while it waited', async () => {
  const mall = await openTestMall(world)
  const giver = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
  const goodsId = await listed(mall, { ...TITLE, sponsorId: giver.institutionId }, 0, [giver])
  const her = await spender(world, [2_000])
  const { sql } = world.platform.deps
  const under = await sql.begin(async (transaction) => {
    const turn = `credit statements of ${her.accountId}`
    await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${turn}, 0))`
    const making = makeStatement(her.phone, '/v1/me')
    await untilWaiting(sql)
    world.clock.advanceSeconds(1)
    const taken = await take(her.phone, goodsId)
    return { making, taken: taken.status }
  })
  const made = await under.making
  expect([under.taken, made.status, made.body.madeAt]).toEqual([201, 201, '2026-05-04T01:00:01.000Z'])
  expect((await mallFaults(world)).filter((fault) => fault.startsWith('credit_'))).toEqual([])
})
