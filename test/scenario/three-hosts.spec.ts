import { HOST_IDS } from '#mock/hosts/index'
import { ask } from '#test/harness/resident-world'
import { enter, homeOf } from './resident-account'
import { rideMetro } from './ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from './simulated-city'

const mei = personLikeMei('mei', 1)
let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([mei])
})
afterAll(() => city.close())

it('one person through three hosts has one account, owns each card once and sees one total', async () => {
  const first = await enter(city, mei.residentId, 'suishenban')
  const { accountId } = await first.openAccount()
  await first.linkWallet()
  await first.consentToAll()

  for (const hostId of ['wechat', 'alipay'] as const) {
    const client = await enter(city, mei.residentId, hostId)
    expect(await client.me()).toMatchObject({ standing: 'open', accountId })
    const { items } = await client.linkWallet()
    expect(items.filter(({ kind }) => kind !== 'plasticCard').map(({ outcome }) => outcome)).toEqual([
      'alreadyYours',
      'alreadyYours',
      'alreadyYours',
    ])
  }

  const pushed = await city.operator('sptcc').push('three-hosts', [rideMetro(city, mei)])
  expect(pushed).toMatchObject({ ok: true, value: { counts: { accepted: 1 } } })
  await city.closeWindows()
  await city.workThroughQueues()

  const homes = await Promise.all(HOST_IDS.map((hostId) => homeOf(city, mei.residentId, hostId)))
  expect(homes.map((home) => home.balanceMilligrams)).toEqual([1_197_465, 1_197_465, 1_197_465])
  const totals = await ask(`${city.platform.url}/v1/scheme/totals`)
  expect(totals.body).toMatchObject({ accounts: 1, rides: '1', issuedMilligrams: '1197465' })
  const owners = await city.platform.deps.sql`
    SELECT instrument_id FROM instrument_link WHERE unlinked_at IS NULL GROUP BY instrument_id HAVING count(*) > 1`
  expect(owners).toHaveLength(0)
})
