import { registerStaff } from '#server/admin/index'
import { reportSettledRuns } from '#mock/operators/index'
import { ask } from '#test/harness/resident-world'
import { homeOf, sessionOf, settlePeople } from '#test/scenario/resident-account'
import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { memberOf } from '../../app/staff/members'
import { closeBrowser, type Module, type Target } from '../journey'
import { closeModules, openFor } from './resident-phone'

/** Two people let a run pass and a third answers an objection, each at her own desk as it is compiled, against the real service. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const GU = memberOf('centre-gu', '顾明', 'centre')
const LIN = memberOf('bureau-lin', '林岚', 'bureau')
const people = new Map(
  TARGETS.map((target, number) => [target, personLikeMei(`ride-${target}`, 50 + number)]),
)

let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([...people.values()])
  for (const { staffId, name, role, publicKey } of [GU, LIN])
    await registerStaff(
      city.platform.deps,
      new Map([
        ['staff', staffId],
        ['name', name],
        ['role', role],
        ['public-key', publicKey.toString('base64url')],
      ]),
    )
  await settlePeople(city, [...people.values()])
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

describe.each(TARGETS)('%s', (target) => {
  const resident = people.get(target)!

  it('issues a ride by two people, none of them twice', async () => {
    await city.operator('sptcc').push(`desk-${target}`, [rideMetro(city, resident)])
    await city.closeWindows()
    await reportSettledRuns(city.operator('sptcc'))

    const gu = await deskOf(target, GU)
    await gu.see('批次待核查')
    await gu.tap('批次待核查')
    await gu.tap(/上海公共交通卡/)
    await gu.see('还没有复算')
    await gu.tap('复算核查', 'button')
    await gu.see('复算一致，核查通过')
    await gu.tap('确认', 'button')
    await gu.see('1 次，1.197 千克（1,197,465 毫克）')
    await gu.tap('是，确认')
    await gu.see('你已确认，等另一人')
    await gu.close()
    expect(await homeOf(city, resident.residentId)).toMatchObject({ balanceMilligrams: 0 })

    const lin = await deskOf(target, LIN)
    await lin.tap('批次待你确认')
    await lin.tap(/上海公共交通卡/)
    await lin.see('顾明')
    await lin.tap('确认', 'button')
    await lin.see('记入 1 个账户，不能撤回')
    await lin.tap('是，确认')
    await lin.see('两人已确认，开始签发')
    expect(await homeOf(city, resident.residentId)).toMatchObject({ balanceMilligrams: 1_197_465 })
  })

  it('gives an objection its answer, once', async () => {
    const token = await sessionOf(city, resident.residentId)
    const [ride] = (await homeOf(city, resident.residentId)).latestRides
    const objection = { reason: 'wrongDistance', text: `${target}：少算了一站` }
    const opened = await ask(`${city.platform.url}/v1/me/rides/${ride?.rideId}/appeals`, {
      method: 'POST',
      token,
      body: objection,
    })
    expect(opened.status).toBe(201)

    const lin = await deskOf(target, LIN)
    await lin.tap('异议', 'link')
    await lin.tap(/距离不对/)
    await lin.see(objection.text)
    await lin.tap('答复', 'button')
    await lin.see('请先选成立或不成立')
    await lin.tap('不成立', 'radio')
    await lin.type(/答复内容/, '进出站记录与里程相符。')
    await lin.tap('答复', 'button')
    await lin.tap('是，答复')
    await lin.see('已答复')
    const [answered] = (await ask(`${city.platform.url}/v1/me/appeals`, { token })).body.items as object[]
    expect(answered).toMatchObject({ state: 'dismissed', answer: '进出站记录与里程相符。' })
  })
})

/** She opens the module on her own phone, goes to the desk's door and signs in with her key. */
async function deskOf(target: Target, { credentials }: typeof GU): Promise<Module> {
  const app = await openFor(city, people.get(target as (typeof TARGETS)[number])!, target, {
    url: '/pages/staff/sign-in',
  })
  await app.type('工号', credentials.staffId)
  await app.type('密钥', credentials.key)
  await app.tap('取登录文本')
  await app.see(`staff: ${credentials.staffId}`)
  await app.tap('签名并登录')
  await app.see('审核台')
  return app
}
