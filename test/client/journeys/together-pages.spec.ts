import type { CityDay } from '#domain/calendar'
import { fiveIn, join, reckon, rider, schoolOf, type TestGroup } from '#test/harness/group-world'
import { issueRun } from '#test/harness/issued-run'
import { givePoints, listed, openTestMall, take } from '#test/harness/mall-world'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { closeBrowser, type HostApi } from '../journey'
import { pageUrl } from '../page-url'
import { openInLooks } from './looks'

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

const openIn = (page: string) => {
  const hostApi: HostApi = {
    ticket: () => world.suishenban.ticketFor(phone.person),
    ask: (method) => (method === 'getUi' ? {} : undefined),
  }
  return openInLooks({ server: world.platform.url, hostApi, url: pageUrl(page) })
}

const PAGES: readonly (readonly [name: string, page: () => string, sign: string | RegExp])[] = [
  ['together', () => 'together', '世界外国语小学'],
  ['join', () => 'join', '加入码（8 位）'],
  ['group', () => `group?groupId=${school.groupId}`, '骑车的老张'],
  ['board', () => 'board?board=district', '闵行区'],
  ['an empty board', () => 'board?board=street', '这个月还没有排名'],
  ['year', () => 'year', '约等于电网供'],
  ['titles', () => 'titles', '绿色出行家'],
  ['a title in the mall', () => `goods-detail?goodsId=${titleId}`, '不过期，不转给别人，也不退'],
]

it.each(PAGES)(
  'axe finds nothing on %s, in any look, and a finger finds every target',
  async (_, page, sign) => {
    const { app, complaints } = await openIn(page())
    await app.see(sign)
    expect(await complaints()).toEqual([])
    await app.close()
  },
)

/** What opens over a page: the tap, and what then stands there. */
const SHEETS: readonly (readonly [
  page: string,
  taps: readonly (string | RegExp)[],
  sign: string | RegExp,
])[] = [
  ['group', [/显示我的昵称/], '用什么昵称？'],
  ['group', ['退出团体'], '以后可以再加入'],
]

it.each(SHEETS)('nor on what opens over %s by %s', async (name, taps, sign) => {
  const [, page, standing] = PAGES.find(([known]) => known === name)!
  const { app, complaints } = await openIn(page())
  await app.see(standing)
  for (const tap of taps) await app.tap(tap)
  await app.see(sign)
  expect(await complaints()).toEqual([])
  await app.close()
})

it('takes her by a code into a group and out of it again', async () => {
  const other = await rider(world)
  const hostApi: HostApi = {
    ticket: () => world.suishenban.ticketFor(other.phone.person),
    ask: (method) => (method === 'getUi' ? {} : undefined),
  }
  const url = pageUrl(`join?code=${school.code}`)
  const { app } = await openInLooks({ server: world.platform.url, hostApi, url })
  await app.see('加入以后别人看得到什么')
  await app.tap('我看过了，同意加入')
  await app.see('骑车的老张')
  await app.tap('退出团体')
  await app.tap('退出')
  await app.see('还没有加入团体')
  expect((await other.phone.get('/v1/me/groups')).body.groups).toEqual([])
  await app.close()
})
