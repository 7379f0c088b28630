import type { CityDay } from '#domain/calendar'
import { fiveIn, join, reckon, rider, schoolOf, type TestGroup } from '#test/harness/group-world'
import { issueRun } from '#test/harness/issued-run'
import { givePoints, listed, openTestMall, take } from '#test/harness/mall-world'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { closeBrowser } from '../journey'
import { itStandsEveryLookForHer, openForHer } from './looks'

/** Riding with others on the web, with something on every page: in each look, to a finger and to a screen reader. */
let world: ResidentWorld
let phone: Phone
let school: TestGroup
let titleId: string
beforeAll(async () => {
  world = await startResidentWorld()
  school = await schoolOf(world, '世界外国语小学')
  const hers = await rider(world)
  phone = hers.phone
  const others = await fiveIn(world, school, '2026-05-03' as CityDay, [
    9_000n,
    8_000n,
    7_000n,
    6_000n,
    5_000n,
  ])
  await join(phone, school.code)
  for (const one of [phone, ...others.map((other) => other.phone)])
    await one.send('PUT', '/v1/me/district', { district: '310112' })
  await others[0]!.phone.send('PUT', `/v1/me/groups/${school.groupId}/nickname`, { nickname: '骑车的老张' })
  await issueRun(world.platform, {
    day: '2026-05-02' as CityDay,
    postings: [{ accountId: hers.accountId, milligrams: 4_200_000n }],
  })
  await reckon(world)
  await givePoints(world, hers.accountId, [1200])
  const mall = await openTestMall(world)
  const terms = { kind: 'title', payableFen: 0, perPersonMax: 1, voucherDays: 1, shopIds: [] }
  const titled = await listed(
    mall,
    { ...terms, pricePoints: 600, name: { zh: '绿色出行家', en: 'Green rider' } },
    0,
  )
  await take(phone, titled)
  titleId = await listed(mall, { ...terms, pricePoints: 500, name: { zh: '城市骑手', en: 'City rider' } }, 0)
}, 120_000)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

itStandsEveryLookForHer(() => ({ world, phone }), {
  pages: [
    ['together', () => 'together', '世界外国语小学'],
    ['join', () => 'join', '加入码（8 位）'],
    ['group', () => `group?groupId=${school.groupId}`, '骑车的老张'],
    ['board', () => 'board?board=district', '闵行区'],
    ['an empty board', () => 'board?board=street', '这个月还没有排名'],
    ['year', () => 'year', '约等于电网供'],
    ['titles', () => 'titles', '绿色出行家'],
    ['a title in the mall', () => `goods-detail?goodsId=${titleId}`, '不过期，不转给别人，也不退'],
  ],
  sheets: [
    ['group', [/显示我的昵称/], '用什么昵称？'],
    ['group', ['退出团体'], '以后可以再加入'],
  ],
})

it('takes her by a code into a group and out of it again', async () => {
  const other = await rider(world)
  const { app } = await openForHer({ world, phone: other.phone }, `join?code=${school.code}`)
  await app.see('加入以后别人看得到什么')
  await app.tap('我看过了，同意加入')
  await app.see('骑车的老张')
  await app.tap('退出团体')
  await app.tap('退出')
  await app.see('还没有加入团体')
  expect((await other.phone.get('/v1/me/groups')).body.groups).toEqual([])
  await app.close()
})
