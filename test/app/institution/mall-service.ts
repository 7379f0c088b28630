import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type {
  Collected,
  GoodsConsent,
  GoodsPartners,
  GoodsRequest,
  Membership,
  OwnGoods,
  Problem,
  RedemptionFigures,
  StatementDispute,
  TurnBack,
} from '#contract'
import { REFUSALS, type RefusalCode } from '../../../contract/refusal'
import { membershipOf, startMemberService, type MemberService, type Reply } from '../member/member-service'

export const NOW = new Date('2026-11-23T09:30:00+08:00')

export const MALL = membershipOf(1, { institution: { zh: '浦江商城', en: 'Pujiang Mall' } })
export const SPONSOR = membershipOf(2, {
  institution: { zh: '绿色基金会', en: 'Green Foundation' },
  isMallOperator: false,
  isSponsor: true,
  isOperator: false,
})
export const MERCHANT = membershipOf(3, {
  institution: { zh: '梧桐餐饮', en: 'Wutong' },
  isMallOperator: false,
  isMerchant: true,
})
export const SHOP_ID = `shp_${'0'.repeat(26)}`

export const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`

/** A cup of coffee of the mall that the foundation pays for: 100 of them, 37 taken; 1,000 yuan, 666 of them promised or paid. */
export const coffee = (changes: Partial<OwnGoods> = {}): OwnGoods => ({
  goodsId: id('gds', 1),
  kind: 'coupon',
  name: { zh: '一杯拿铁', en: 'A latte' },
  detail: { zh: '堂食外带都可以。', en: '' },
  pictureDigest: null,
  ...{ pricePoints: 500, payableFen: 1800, perPersonMax: 2, voucherDays: 30, isOffline: false },
  ...{ soldFrom: '2026-11-01T00:00:00+08:00', soldTo: null, listedAt: '2026-10-31T10:00:00+08:00' },
  ...{ mallOperatorId: MALL.institutionId, mallOperator: MALL.institution },
  ...{ sponsorId: SPONSOR.institutionId, sponsor: SPONSOR.institution },
  shops: [{ shopId: SHOP_ID, name: { zh: '梧桐咖啡馆', en: 'Wutong Coffee' } }],
  ...{ stockTotal: 100, stockLeft: 63, budgetFen: 100_000, budgetLeftFen: 33_400 },
  ...{ withdrawnAt: null, held: 1, issued: 6, redeemed: 30 },
  consents: [],
  ...changes,
})

export const PARTNERS: GoodsPartners = {
  sponsors: [{ institutionId: SPONSOR.institutionId, name: SPONSOR.institution }],
  shops: [
    {
      shopId: SHOP_ID,
      name: { zh: '梧桐咖啡馆', en: 'Wutong Coffee' },
      merchant: { zh: '梧桐餐饮', en: 'Wutong' },
    },
    {
      shopId: id('shp', 1),
      name: { zh: '江边书店', en: 'Riverside' },
      merchant: { zh: '江边', en: 'Riverside' },
    },
  ],
  deliveries: [{ kind: 'redPacket', deliveredBy: { zh: '江畔数字钱包', en: 'Riverside Wallet' } }],
}

/** What is asked of an institution that goods name. */
const consentOf = (goods: OwnGoods, own: string): GoodsConsent | undefined => {
  const said = goods.consents.find(({ institutionId }) => institutionId === own)
  return (
    said && {
      ...goods,
      isSponsor: goods.sponsorId === own,
      shops: goods.sponsorId === own ? [] : goods.shops,
      ...{ isAgreed: said.isAgreed, answeredAt: said.answeredAt },
    }
  )
}

/** Nobody whom the coffee names has answered. */
export const unheard = () =>
  coffee({
    consents: [SPONSOR, MERCHANT].map(({ institutionId, institution }) => ({
      ...{ institutionId, institution, isAgreed: null, answeredAt: null },
    })),
  })

const sum = (redemptions: number) => ({
  redemptions,
  points: redemptions * 500,
  payableFen: redemptions * 1800,
})

/** A merchant says that a day's statement is wrong, and nobody has answered. */
export const dispute = (number: number, changes: Partial<StatementDispute> = {}): StatementDispute => ({
  ...{ statementId: id('stm', number), merchant: { zh: '梧桐餐饮', en: 'Wutong' }, day: '2026-11-22' },
  ...{ version: 1, state: 'disputed', fen: 5_400 },
  acts: [
    {
      act: 'disputed',
      institution: { zh: '梧桐餐饮', en: 'Wutong' },
      text: '少了一杯',
      actedAt: '2026-11-23T09:00:00+08:00',
    },
  ],
  ...changes,
})

/** Two shops on the last two of the days asked for: one with two on the last, another with one on the day before. */
export function figuresOf(days: readonly string[]): RedemptionFigures {
  const [before = '', last = ''] = days.slice(-2)
  const shop = (index: 0 | 1, day: string, count: number) => ({
    ...PARTNERS.shops[index]!,
    ...sum(count),
    days: [{ day, ...sum(count) }],
  })
  return {
    ...{ from: days[0] ?? '', to: last },
    days: days.map((day) => ({ day, ...sum(day === last ? 2 : day === before ? 1 : 0) })),
    shops: [shop(0, last, 2), shop(1, before, 1)],
    others: { shops: 0, ...sum(0) },
    clashes: { vouchers: 0, lossFen: 0 },
  }
}

const daysOf = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

/** A small service on loopback that keeps the mall's rules: who may change what, one effect for each request key. */
export interface MallService extends MemberService {
  readonly goods: OwnGoods[]
  /** What was turned back, the latest first, two a page. */
  readonly turnedBack: TurnBack[]
  /** Statements that merchants said are wrong. */
  readonly disputes: StatementDispute[]
  /** Vouchers of 500 points each that can be turned back, and how many of them one request takes. */
  readonly collected: { vouchers: number; perRequest: number }
  /** The queries of figures, oldest first. */
  readonly asked: string[]
  /** Pictures by the digest of their bytes. */
  readonly pictures: Set<string>
  /** Every request key and path of a write, oldest first. */
  readonly writes: { readonly path: string; readonly key: string }[]
}

export async function startMallService(
  memberships: Membership[] = [MALL],
  goods: OwnGoods[] = [coffee()],
): Promise<MallService> {
  const writes: MallService['writes'] = []
  const pictures = new Set<string>()
  const disputes: StatementDispute[] = []
  const [turnedBack, collected, asked]: [TurnBack[], MallService['collected'], string[]] = [
    [],
    { vouchers: 2, perRequest: 500 },
    [],
  ]
  const mall = new Mall({ goods, turnedBack, disputes, collected, asked, pictures, writes }, memberships)
  const service = await startMemberService(memberships, (request, memberId, body) =>
    mall.reply(request, memberId, body),
  )
  return { ...service, goods, turnedBack, disputes, collected, asked, pictures, writes }
}

class Mall {
  private readonly kept = new Map<string, Reply>()
  private readonly begun = new Map<string, string>()

  constructor(
    private readonly held: Omit<MallService, keyof MemberService>,
    private readonly memberships: Membership[],
  ) {}

  reply(request: IncomingMessage, memberId: string, body: string): Reply {
    const path = (request.url ?? '').replace('/v1/institution', '')
    const own = this.memberships.find((one) => one.memberId === memberId)?.institutionId ?? ''
    if (request.method === 'GET') return this.read(path, own)
    if (path === '/pictures') return this.keepPicture(body)
    const key = String(request.headers['idempotency-key'])
    this.held.writes.push({ path, key })
    const kept = path === '/turn-backs' ? undefined : this.kept.get(key)
    const reply = kept ?? this.act(path, own, body === '' ? {} : JSON.parse(body), key)
    this.kept.set(key, reply)
    return reply
  }

  private read(path: string, own: string): Reply {
    const url = new URL(path, 'http://mall')
    const { goods, asked, collected, turnedBack } = this.held
    const mine = goods.filter(({ mallOperatorId, sponsorId }) => [mallOperatorId, sponsorId].includes(own))
    if (url.pathname === '/goods') return [200, { items: mine }]
    if (url.pathname === '/goods-consents')
      return [200, { items: goods.flatMap((one) => consentOf(one, own) ?? []) }]
    if (url.pathname === '/disputes') return [200, { items: this.held.disputes }]
    if (url.pathname === '/partners') return [200, PARTNERS]
    if (url.pathname === '/redemptions') {
      asked.push(url.search)
      return [200, figuresOf(daysOf(url.searchParams.get('from') ?? '', url.searchParams.get('to') ?? ''))]
    }
    const part = { vouchers: collected.vouchers, points: collected.vouchers * 500 }
    if (url.pathname === '/collected-points')
      return [200, { all: part, undoable: { vouchers: 0, points: 0 }, next: part, holding: held(turnedBack) }]
    const from = Number(url.searchParams.get('cursor') ?? 0)
    if (url.pathname === '/turn-backs')
      return [
        200,
        {
          items: turnedBack.slice(from, from + 2),
          nextCursor: turnedBack.length > from + 2 ? String(from + 2) : null,
        },
      ]
    return problem(404, 'request.not-found')
  }

  private act(
    path: string,
    own: string,
    body: Partial<GoodsRequest & { budgetFen: number }>,
    key: string,
  ): Reply {
    const { goods } = this.held
    if (path === '/goods') return this.offer(body as GoodsRequest)
    if (path === '/turn-backs') return this.turnBack(key)
    const index = goods.findIndex(({ goodsId }) => path.includes(goodsId))
    const before = goods[index]
    if (before && path.startsWith('/goods-consents/')) {
      const { isAgreed } = body as { isAgreed: boolean }
      const consents = before.consents.map((one) =>
        one.institutionId === own ? { ...one, isAgreed, answeredAt: NOW.toISOString() } : one,
      )
      goods[index] = { ...before, consents }
      return [200, consentOf(goods[index], own)]
    }
    const isHers = (path.endsWith('/budget') ? before?.sponsorId : before?.mallOperatorId) === own
    if (!before || !isHers) return problem(404, 'request.not-found')
    const after = changed(before, path, body)
    if (after.stockLeft < 0 || after.budgetLeftFen < 0) return problem(409, 'goods.terms-impossible')
    goods[index] = after
    return [200, after]
  }

  private keepPicture(body: string): Reply {
    const pictureDigest = createHash('sha256').update(body).digest('hex')
    this.held.pictures.add(pictureDigest)
    return [201, { pictureDigest }]
  }

  private offer({ sponsorId, shopIds, ...terms }: GoodsRequest): Reply {
    const shops = PARTNERS.shops.filter(({ shopId }) => shopIds.includes(shopId))
    if (sponsorId !== SPONSOR.institutionId) return problem(400, 'request.invalid', '/body/sponsorId')
    const isHandedOver = terms.kind === 'coupon' || terms.kind === 'title'
    if (!isHandedOver && !PARTNERS.deliveries.some(({ kind }) => kind === terms.kind))
      return problem(422, 'goods.no-gateway')
    const goodsId = id('gds', this.held.goods.length + 1)
    const none = { held: 0, issued: 0, redeemed: 0, budgetFen: 0, budgetLeftFen: 0 }
    const soldFrom = terms.soldFrom ?? new Date().toISOString()
    const asks = [SPONSOR, ...(shops.length > 0 ? [MERCHANT] : [])]
    const consents = asks.map(({ institutionId, institution }) => ({
      ...{ institutionId, institution, isAgreed: null, answeredAt: null },
    }))
    const made = coffee({
      ...terms,
      consents,
      ...none,
      soldFrom,
      goodsId,
      shops,
      stockLeft: terms.stockTotal,
    })
    this.held.goods.unshift(made)
    return [201, made]
  }

  /** One act a key: what a request does not finish the next goes on with. */
  private turnBack(key: string): Reply {
    const { collected, turnedBack } = this.held
    const begun = turnedBack.find(({ turnBackId }) => turnBackId === this.begun.get(key))
    if (!begun && collected.vouchers === 0) return problem(409, 'turn-back.nothing-to-turn')
    const taken = Math.min(collected.vouchers, collected.perRequest)
    collected.vouchers -= taken
    const turnBackId = begun?.turnBackId ?? id('tbk', turnedBack.length + 1)
    this.begun.set(key, turnBackId)
    const whole = turnBackOf(turnBackId, (begun?.vouchers ?? 0) + taken)
    if (begun) turnedBack.splice(turnedBack.indexOf(begun), 1, whole)
    else turnedBack.unshift(whole)
    const left = { vouchers: collected.vouchers, points: collected.vouchers * 500 }
    return [201, { ...whole, left }]
  }
}

/** So many vouchers of 500 points, all from one day's rides by metro. */
export const turnBackOf = (turnBackId: string, vouchers: number): TurnBack => ({
  ...{ turnBackId, points: vouchers * 500, vouchers, turnedBackAt: NOW.toISOString(), blocks: 1 },
  sources: [
    {
      month: '2026-10',
      methodology: { code: 'SHCER02010012024II', version: 1, name: { zh: '地铁出行', en: 'Metro rides' } },
      milligrams: String(vouchers * 500_000),
    },
  ],
  serials: [
    {
      ...{ from: '1', to: String(vouchers * 500_000), operator: { zh: '公共交通卡', en: 'Transport Card' } },
      ...{ operatorDay: '2026-10-12', runNo: 1, methodologyCode: 'SHCER02010012024II' },
    },
  ],
})

/** All of it is still there. */
const held = (turnedBack: readonly TurnBack[]): Collected['holding'] => {
  const milligrams = String(turnedBack.reduce((sum, { points }) => sum + points * 1_000, 0))
  return { milligrams, months: turnedBack.length === 0 ? [] : [{ month: '2026-10', milligrams }] }
}

function changed(
  goods: OwnGoods,
  path: string,
  { stockTotal = 0, budgetFen = 0, pictureDigest = null }: Partial<GoodsRequest & { budgetFen: number }>,
): OwnGoods {
  if (path.endsWith('/picture')) return { ...goods, pictureDigest }
  if (path.endsWith('/stock'))
    return { ...goods, stockTotal, stockLeft: goods.stockLeft + stockTotal - goods.stockTotal }
  if (path.endsWith('/budget'))
    return { ...goods, budgetFen, budgetLeftFen: goods.budgetLeftFen + budgetFen - goods.budgetFen }
  return { ...goods, withdrawnAt: NOW.toISOString() }
}

/** In the words of the catalogue, as the real service says it. */
export function problem(status: number, code: RefusalCode, where?: string): Reply {
  const { zh, en, nextZh, nextEn } = REFUSALS[code]
  const body: Problem = {
    code,
    message: zh,
    messageEn: en,
    next: nextZh,
    nextEn,
    requestId: randomUUID(),
    ...(where === undefined ? {} : { where }),
  }
  return [status, body]
}
