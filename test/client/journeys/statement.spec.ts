import { addDays, cityDayOf } from '#domain/calendar'
import { atWork, listed, openTestMall, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { redeemOne, stateAt } from '#test/harness/statement-world'
import { openTill } from '#test/harness/till-world'
import { closeBrowser, type Target } from '../journey'
import { cashierNamed, closeTillPhones, openTillPhone } from './till-phone'

/** A merchant looks at what yesterday came to, on every compiled target, against the real service. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const YESTERDAY = addDays(TODAY, -1)

let world: ResidentWorld
const malls = new Map<Target, TestMall>()
beforeAll(async () => {
  world = await startResidentWorld(`${YESTERDAY}T09:00:00+08:00`)
  for (const target of TARGETS) {
    const mall = await openTestMall(world)
    await redeemOne(world, await openTill(world, mall), await listed(mall))
    malls.set(target, mall)
  }
  await stateAt(world, `${TODAY}T01:00:00+08:00`)
}, 60_000)
afterEach(closeTillPhones)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

describe.each(TARGETS)('%s', (target) => {
  it('finds the day, says what is not right, and confirms it after all', async () => {
    const { owner } = await atWork(world, malls.get(target)!)
    const asked = { role: 'manager', displayName: '林店务', shopIds: [] }
    const { body } = await owner.send('POST', '/v1/institution/invitations', asked)
    const person = cashierNamed(`states-${target}`)
    const { app } = await openTillPhone(world, target, person, { url: '/pages/merchant/work' })
    await app.type(/输入邀请码/, body.code as string)
    await app.tap('看看是谁邀请')
    await app.tap('加入', 'button')
    await app.tap('今天', 'link')
    await app.tap('对账单：每天应收多少')
    await app.see('有 1 份对账单等你确认')
    await app.see('这个月应收')
    await app.see(/还没付的 18\.00\s元/)
    await app.tap(/1 笔 · /)
    await app.see('核销 1 笔，撤销 0 笔，冲突补付 0 笔')
    await app.see('一杯拿铁')
    await app.tap('数目不对')
    await app.type('哪里不对？', '还有一杯没算')
    await app.tap('提出异议')
    await app.see('异议：还有一杯没算')
    await app.see('有异议')
    await app.tap('确认无误')
    await app.tap('是，数目对')
    await app.see('已确认')
    await app.seeNot('数目不对')
  })
})
