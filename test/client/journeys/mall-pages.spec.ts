import { listed, openTestMall, spender, take, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { openTill, showCode } from '#test/harness/till-world'
import { closeBrowser } from '../journey'
import { itStandsEveryLookForHer } from './looks'

/** A resident's mall on the web, with something on every page: in each look, to a finger and to a screen reader. */
const CODE = /[18]\d\d(\s*\d{3}){5}/

let world: ResidentWorld
let mall: TestMall
let phone: Phone
let goodsId: string
/** One to show, that a shop without network takes too; one that is used. */
let voucherId: string
let usedId: string
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
  goodsId = await listed(mall, { isOffline: true, perPersonMax: 9 })
  phone = (await spender(world, [300, 2700])).phone
  usedId = (await take(phone, goodsId)).body.voucherId as string
  const till = await openTill(world, mall)
  expect((await till.scan((await showCode(phone, usedId)).body.digits as string)).body.outcome).toBe(
    'redeemed',
  )
  voucherId = (await take(phone, goodsId)).body.voucherId as string
})
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

itStandsEveryLookForHer(() => ({ world, phone }), {
  pages: [
    ['points', () => 'points', '什么时候过期'],
    ['goods', () => 'goods', '一杯拿铁'],
    ['goods-detail', () => `goods-detail?goodsId=${goodsId}`, '五原路 12 号'],
    ['vouchers', () => 'vouchers', '出示'],
    ['voucher', () => `voucher?voucherId=${voucherId}`, CODE],
    ['a used voucher', () => `voucher?voucherId=${usedId}`, '已用掉'],
    ['approval', () => 'approval', '十位数'],
  ],
  sheets: [
    ['goods-detail', ['用 500 分换一份'], '换完还有'],
    ['voucher', ['不想要了，退回积分'], '退券，拿回 500 分'],
    ['voucher', ['在哪些店用'], '五原路 12 号'],
    ['voucher', ['给没有网络的店', '生成一个'], '前有效。别发给别人。'],
  ],
})
