import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import type {
  GoodsConsentList,
  GoodsPartners,
  Invitation,
  OwnGoods,
  OwnGoodsList,
  Picture,
  ShopList,
} from '#contract'
import { signInResident, type MemberClient, type ResidentPlaces } from '../city'
import { COMPANIES, MALL_GOODS, type Company, type DeliveredKind, type MallGoods } from './companies'

export interface CompanyPlaces extends ResidentPlaces {
  /** The key this company signs its mandates with. */
  readonly keyOf: (companyId: string) => KeyObject
  /** Has the centre register a company and the public half of its key. */
  readonly register: (company: Company) => Promise<void>
  /** Kinds of goods the platform has a far end for; left out: none. */
  readonly delivered?: readonly DeliveredKind[]
  /** The companies' clock; left out: the real one. */
  readonly now?: () => Date
}

type Acting = ReadonlyMap<string, MemberClient>

/**
 * Somebody is known to a company by what one super-app attests of her, so this is done for each of them. Every company signs a mandate for its owner, opens its shops and invites its cashiers; the mall lists its goods and the fund pays for
 * them. All over the platform's own interfaces, and what is there already is left alone.
 */
export const settleCompanies = async (places: CompanyPlaces): Promise<void> => {
  const acting = new Map<string, MemberClient>()
  const delivered = places.delivered ?? []
  const companies = COMPANIES.filter(({ delivers }) => !delivers || delivered.includes(delivers))
  for (const company of companies) {
    const owner = await actAsOwner(company, places)
    acting.set(company.companyId, owner)
    await openShops(company, owner)
    await inviteCashiers(company, owner, places)
  }
  await fillMall(acting, places.now ?? realClock)
}

/** Signs in whoever a company's mandate names, and acts for it; a company that is not known yet is registered first. */
export const actAsOwner = async (company: Company, places: CompanyPlaces): Promise<MemberClient> => {
  const { owner, name } = company
  const person = await signInResident(owner.residentId, places)
  const known = (await person.memberships()).find(({ institution }) => institution.zh === name.zh)
  if (known) return person.actFor(known.memberId)
  let code = await presentMandate(company, places)
  if (code === undefined) {
    await places.register(company)
    code = await presentMandate(company, places)
  }
  if (code === undefined) throw new Error(`the mandate of ${company.companyId} was refused`)
  return person.actFor(await person.join(code))
}

const MANDATE_SECONDS = 3600
const realClock = () => new Date()

/** Hands in a mandate signed with the company's key; answers with the code that makes its owner a member, or nothing when it is refused. */
const presentMandate = async (
  { companyId, creditCode, owner }: Company,
  { serviceUrl, hostId, keyOf, now: clock = realClock }: CompanyPlaces,
): Promise<string | undefined> => {
  const now = Math.floor(clock().getTime() / 1000)
  const times = { jti: `mandate-${companyId}-${hostId}-${now}`, iat: now, exp: now + MANDATE_SECONDS }
  const claims = { iss: creditCode, aud: 'suitan', owner: { displayName: owner.displayName }, ...times }
  const mandate = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: keyIdOf(companyId), typ: 'mandate+jwt' })
    .sign(keyOf(companyId))
  const response = await fetch(`${serviceUrl}/v1/mandates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': times.jti },
    body: JSON.stringify({ mandate }),
  })
  return response.ok ? ((await response.json()) as Invitation).code : undefined
}

export const keyIdOf = (companyId: string): string => `${companyId}-demo`

const openShops = async ({ shops }: Company, owner: MemberClient): Promise<void> => {
  if (shops.length === 0) return
  const { items } = await owner.ask<ShopList>('/institution/shops')
  for (const shop of shops) {
    if (items.some(({ name }) => name.zh === shop.name.zh)) continue
    await owner.ask('/institution/shops', { method: 'POST', body: shop })
  }
}

const inviteCashiers = async (
  { name, cashiers }: Company,
  owner: MemberClient,
  places: CompanyPlaces,
): Promise<void> => {
  for (const { residentId, displayName } of cashiers) {
    const person = await signInResident(residentId, places)
    if ((await person.memberships()).some(({ institution }) => institution.zh === name.zh)) continue
    const { items } = await owner.ask<ShopList>('/institution/shops')
    const shopIds = items.slice(0, 1).map(({ shopId }) => shopId)
    const body = { role: 'cashier', displayName, shopIds }
    const { code } = await owner.ask<Invitation>('/institution/invitations', { method: 'POST', body })
    await person.join(code)
  }
}

const fillMall = async (acting: Acting, now: () => Date): Promise<void> => {
  const mall = actingFor(acting, 'mall')
  const listed = (await mall.ask<OwnGoodsList>('/institution/goods')).items
  const partners = await mall.ask<GoodsPartners>('/institution/partners')
  for (const goods of MALL_GOODS.filter(({ companyId }) => acting.has(companyId))) {
    const known = listed.find(({ name }) => name.zh === goods.terms.name.zh)
    const { goodsId, budgetFen } = known ?? (await listGoods(mall, goods, { ...partners, soldFrom: now() }))
    await agreeAs(actingFor(acting, goods.companyId), goodsId)
    if (budgetFen > 0) continue
    // Giving money is the fund's yes.
    await actingFor(acting, 'fund').ask(`/institution/goods/${goodsId}/budget`, {
      method: 'PUT',
      body: { budgetFen: goods.budgetFen },
    })
  }
}

/** The merchant says yes to goods that name its shops, once; a no of its people stays. */
const agreeAs = async (merchant: MemberClient, goodsId: string): Promise<void> => {
  const { items } = await merchant.ask<GoodsConsentList>('/institution/goods-consents')
  if (!items.some((goods) => goods.goodsId === goodsId && goods.isAgreed === null)) return
  await merchant.ask(`/institution/goods-consents/${goodsId}`, { method: 'PUT', body: { isAgreed: true } })
}

const actingFor = (acting: Acting, companyId: string): MemberClient => {
  const member = acting.get(companyId)
  if (!member) throw new Error(`nobody acts for ${companyId}`)
  return member
}

const PICTURES = path.join(__dirname, 'pictures')

const listGoods = async (
  mall: MemberClient,
  { companyId, picture, terms }: MallGoods,
  { sponsors, shops, soldFrom }: GoodsPartners & { soldFrom: Date },
): Promise<OwnGoods> => {
  const nameOf = (id: string) => COMPANIES.find((company) => company.companyId === id)?.name.zh
  const sponsorId = sponsors.find(({ name }) => name.zh === nameOf('fund'))?.institutionId
  const ownShops = shops.filter(({ merchant }) => merchant.zh === nameOf(companyId))
  // What is delivered counts at its far end's counter alone, which the platform knows.
  const shopIds = terms.kind === 'coupon' ? ownShops.map(({ shopId }) => shopId) : []
  const bytes = readFileSync(path.join(PICTURES, picture))
  const { pictureDigest } = await mall.upload<Picture>('/institution/pictures', { type: 'image/png', bytes })
  const body = { ...terms, pictureDigest, sponsorId, shopIds, soldFrom: soldFrom.toISOString() }
  return mall.ask<OwnGoods>('/institution/goods', { method: 'POST', body })
}
