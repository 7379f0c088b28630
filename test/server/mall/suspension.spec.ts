import { registerInstitution, suspendInstitution } from '#server/admin/index'
import {
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type TestInstitution,
} from '#test/harness/institution-world'
import { listed, mallFaults, openTestMall, spender, take, type TestMall } from '#test/harness/mall-world'
import { ask, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { showCode, tillOf, type TestTill } from '#test/harness/till-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

interface Company {
  readonly institution: TestInstitution
  readonly institutionId: string
}

/** A mall whose goods another company pays for and a third gives out. */
const openMall = async () => {
  const mall = await openTestMall(world)
  const sponsor = await registerTestInstitution(world, 'sponsor')
  const payer = await ownerOf(world, sponsor)
  const merchant = await registerTestInstitution(world, 'merchant')
  const keeper = await ownerOf(world, merchant)
  const shopId = await openTestShop(keeper, '街角面包')
  const terms = { sponsorId: payer.institutionId, shopIds: [shopId] }
  const goodsId = await listed(mall, terms, 0, [keeper])
  await payer.send('PUT', `/v1/institution/goods/${goodsId}/budget`, { budgetFen: 1_000_000 })
  const companies: Record<'mall operator' | 'sponsor' | 'merchant', Company> = {
    'mall operator': { institution: mall.institution, institutionId: mall.owner.institutionId },
    sponsor: { institution: sponsor, institutionId: payer.institutionId },
    merchant: { institution: merchant, institutionId: keeper.institutionId },
  }
  return { mall, companies, goodsId, shopId, keeper, till: await tillOf(keeper, shopId) }
}

const suspend = ({ institution: { creditCode } }: Company): Promise<string> =>
  suspendInstitution(world.platform.deps, new Map([['credit-code', creditCode]]))
const letActAgain = ({ institution: { creditCode } }: Company, kinds: string): Promise<string> => {
  const options = { 'credit-code': creditCode, name: '机构', 'name-en': 'Institution', kinds }
  return registerInstitution(world.platform.deps, new Map(Object.entries(options)))
}

const isOnShelf = async (goodsId: string): Promise<boolean> => {
  const { items } = (await ask(`${world.platform.url}/v1/goods`)).body as { items: { goodsId: string }[] }
  return items.some((goods) => goods.goodsId === goodsId)
}
const isOnSale = async (goodsId: string): Promise<boolean> =>
  (await ask(`${world.platform.url}/v1/goods/${goodsId}`)).body.isOnSale as boolean

describe.each([
  ['mall operator', 'mall-operator,merchant,sponsor'],
  ['sponsor', 'sponsor'],
  ['merchant', 'merchant'],
] as const)('a %s that is suspended', (role, kinds) => {
  it('has its goods off the shelf at once, and back when it may act again', async () => {
    const { companies, goodsId } = await openMall()
    const { phone } = await spender(world)
    expect([await isOnShelf(goodsId), await isOnSale(goodsId)]).toEqual([true, true])
    await suspend(companies[role])
    expect([await isOnShelf(goodsId), await isOnSale(goodsId)]).toEqual([false, false])
    expect((await take(phone, goodsId)).body.code).toBe('goods.not-on-sale')
    await letActAgain(companies[role], kinds)
    expect([await isOnShelf(goodsId), await isOnSale(goodsId)]).toEqual([true, true])
    expect((await take(phone, goodsId)).status).toBe(201)
    expect(await mallFaults(world)).toEqual([])
  })
})

/** She took it before, and shows it now. */
const redeemAt = async (till: TestTill, goodsId: string, suspended: Company) => {
  const { phone } = await spender(world)
  const voucherId = (await take(phone, goodsId)).body.voucherId as string
  await suspend(suspended)
  const code = (await showCode(phone, voucherId)).body.digits as string
  return { phone, voucherId, scanned: await till.scan(code) }
}

describe('a voucher issued before', () => {
  it.each(['mall operator', 'sponsor'] as const)(
    'is redeemed in a shop that is not suspended, its %s or not',
    async (role) => {
      const { companies, goodsId, till } = await openMall()
      const { scanned } = await redeemAt(till, goodsId, companies[role])
      expect(scanned.body.outcome).toBe('redeemed')
      expect(await mallFaults(world)).toEqual([])
    },
  )

  it('is not redeemed in a shop that is, and can be given back for its points', async () => {
    const { companies, goodsId, till } = await openMall()
    const { phone, voucherId, scanned } = await redeemAt(till, goodsId, companies.merchant)
    expect([scanned.status, scanned.body.code]).toEqual([401, 'access.not-signed-in'])
    expect((await phone.send('POST', `/v1/me/vouchers/${voucherId}/refund`)).body.state).toBe('refunded')
    expect((await phone.get('/v1/me/points')).body.points).toBe(2000)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('goods of several shops', () => {
  const twoShops = async (): Promise<{ mall: TestMall; goodsId: string; merchant: Company }> => {
    const { mall, companies, shopId, keeper } = await openMall()
    const goodsId = await listed(mall, { shopIds: [mall.shopId, shopId] }, 1_000_000, [keeper])
    return { mall, goodsId, merchant: companies.merchant }
  }

  it('stay on the shelf while one of them is not suspended, and show no other', async () => {
    const { mall, goodsId, merchant } = await twoShops()
    await suspend(merchant)
    expect(await isOnShelf(goodsId)).toBe(true)
    const { shops } = (await ask(`${world.platform.url}/v1/goods/${goodsId}`)).body as {
      shops: { shopId: string }[]
    }
    expect(shops.map((shop) => shop.shopId)).toEqual([mall.shopId])
  })
})
